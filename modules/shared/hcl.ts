import { TerraformElement, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { expression, type Expression } from "./expression";

/** Attributes and nested blocks by name. A string is literal text: nothing in it is evaluated. */
export interface HclBody {
  readonly [name: string]: string | boolean | Expression | HclBody;
}

export interface HclBlock {
  readonly type: string;
  readonly body: HclBody;
}

/** A block of its stack's HCL file: see `LayerStack.hclBlocks`. */
export class HclElement extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    readonly block: HclBlock & { readonly type: "import" | "moved" | "removed" },
  ) {
    super(scope, id);
  }

  /** Empty: this block is not in the stack's JSON. */
  override toTerraform(): unknown {
    return {};
  }
}

/** `text` as HCL writes text, for an expression that compares with it. */
export function quoted(text: string): string {
  const escaped = text.replaceAll(
    /["\\\p{Cc}]/gu,
    (sign) => named[sign] ?? `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
  return `"${escaped.replaceAll(/[$%](?=\{)/g, "$&$&")}"`;
}

const named: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Imports a resource that AWS already has under a name, such as one that an earlier destroy left behind. A no-op where
 * there is none: CDKTF's own import fails there.
 */
export function importWhereItExists(
  scope: Construct,
  id: string,
  { to, names, name }: { readonly to: string; readonly names: string; readonly name: string },
): void {
  new HclElement(scope, id, {
    type: "import",
    body: {
      for_each: expression(`toset([for name in ${names} : name if name == ${quoted(name)}])`),
      to: expression(to),
      id: expression("each.value"),
    },
  });
}

/**
 * Has Terraform forget a resource that is no longer in the configuration, and leaves the resource in AWS (Terraform,
 * "removed Block Reference"). A no-op where the state does not have the resource.
 *
 * @param id of the resource's construct: a scope cannot have both
 */
export function leaveInPlace(scope: Construct, id: string, type: string): void {
  const place = new Construct(scope, id);
  const name = TerraformStack.of(scope).getLogicalId(place.node);
  new HclElement(place, "removed", {
    type: "removed",
    body: { from: expression(`${type}.${name}`), lifecycle: { destroy: false } },
  });
}

/** The text of an HCL file, as `terraform fmt` writes it. */
export function writeHcl(blocks: readonly HclBlock[]): string {
  return blocks.map(({ type, body }) => `${block(type, body).join("\n")}\n`).join("\n");
}

function block(type: string, body: HclBody): string[] {
  const entries = Object.entries(body);
  const attributes = entries.flatMap(([name, value]) => (isBody(value) ? [] : [[name, written(value)] as const]));
  const nested = entries.flatMap(([name, value]) => (isBody(value) ? [block(name, value)] : []));
  const width = Math.max(...attributes.map(([name]) => name.length));
  const parts = [
    ...(attributes.length > 0 ? [attributes.map(([name, value]) => `${name.padEnd(width)} = ${value}`)] : []),
    ...nested,
  ];
  const lines = parts.flatMap((part, index) => (index === 0 ? part : ["", ...part]));
  return [`${type} {`, ...lines.map((line) => (line === "" ? "" : `  ${line}`)), "}"];
}

function written(value: string | boolean | Expression): string {
  if (typeof value === "string") return quoted(value);
  return typeof value === "boolean" ? String(value) : value.expression;
}

const isBody = (value: HclBody[string]): value is HclBody => typeof value === "object" && !("expression" in value);
