import { isDeepStrictEqual } from "node:util";

/** What `terraform show -json <plan>` tells, as far as the tool reads it. */
export interface Plan {
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}

interface ResourceChange {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
    readonly after_unknown?: Readonly<Record<string, unknown>>;
  };
}

export interface Change {
  /** An address, or `output.<name>`. */
  readonly address: string;
  /** `update`, `create`, `delete`, or both for a replacement. */
  readonly actions: string;
  /** The attributes that would differ, at the top of the resource, in order. Empty for an output. */
  readonly attributes: readonly string[];
}

/** Whether Terraform does anything by these actions. */
export const isChange = (actions: readonly string[]): boolean => !["no-op", "read"].includes(actions.join());

/** What a plan would do to resources and outputs. */
export function changesOf(plan: Plan): Change[] {
  const resources = (plan.resource_changes ?? [])
    .filter(({ mode, change }) => mode === "managed" && isChange(change.actions))
    .map(({ address, change }) => ({
      address,
      actions: change.actions.join(" and "),
      attributes: differing(change.before ?? {}, change.after ?? {}, change.after_unknown ?? {}),
    }));
  const outputs = Object.entries(plan.output_changes ?? {})
    .filter(([, { actions }]) => isChange(actions))
    .map(([name, { actions }]) => ({ address: `output.${name}`, actions: actions.join(" and "), attributes: [] }));
  return [...resources, ...outputs];
}

function differing(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  unknown: Readonly<Record<string, unknown>>,
): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)]);
  const isUnknown = (value: unknown): boolean => value !== undefined && JSON.stringify(value).includes("true");
  const isSame = (name: string): boolean => isDeepStrictEqual(withoutEmpty(before[name]), withoutEmpty(after[name]));
  return [...names].filter((name) => isUnknown(unknown[name]) || !isSame(name)).sort();
}

/** Terraform holds the empty string and null of this provider for the same; inside a changed resource both appear. */
function withoutEmpty(value: unknown): unknown {
  if (value === null || value === "") return undefined;
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, withoutEmpty(inner)] as const)
      .filter(([, inner]) => inner !== undefined),
  );
}

/** A line for a reader: `aws_lb.public: update of tags`. */
export const describeChange = ({ address, actions, attributes }: Change): string =>
  `${address}: ${actions}${attributes.length > 0 ? ` of ${attributes.join(", ")}` : ""}`;
