import { type Resource, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { own } from "../../plan/json-value";
import { mayNameSecret } from "../../plan/secret-names";
import { type Normal, isList, isObject, isSet, unknown } from "../../plan/normal";
import type { Question } from "../../settings/question";
import { type Hidden, hiddenIn, isKnownSecret, isMadeByAws, isSecretVariable } from "./values";

/** Where a secret stands in clear text, and what that means. */
interface Kind {
  readonly rule: string;
  readonly part: (name: string) => string;
  readonly meaning: string;
}

const kinds = {
  variable: {
    rule: "secret-in-variable",
    part: (name: string) => `variable ${name}`,
    meaning:
      "A secret in an environment variable is read by whoever may read the configuration, the plan or the state: keep it in Secrets Manager and read it there.",
  },
  userData: {
    rule: "secret-in-user-data",
    part: () => "user data",
    meaning:
      "A secret in user data is read by every program on the instance, and by whoever may describe the instance.",
  },
  tag: {
    rule: "secret-in-tag",
    part: (name: string) => `tag ${name}`,
    meaning: "A secret in a tag is read by whoever may list resources, and is in bills and logs.",
  },
  argument: {
    rule: "secret-in-argument",
    part: (name: string) => name,
    meaning:
      "The secret stands in clear text in the state and in every plan: whoever reads one of them has the secret.",
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** Secrets in an argument, a variable, user data or a tag. Whatever it says, no value is shown. */
export const plainSecrets: Question = {
  judges: {},
  find: (estate) => estate.resources.filter(({ changes }) => changes.length > 0).flatMap(secretFindings),
};

function secretFindings(resource: Resource): readonly Finding[] {
  if (resource.deposed !== undefined) return [];
  const [before, after] = [secretsOn(resource, "before"), secretsOn(resource, "after")];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((path): readonly Finding[] => {
    const [had, has] = [before.get(path), after.get(path)];
    const found = has ?? had;
    if (found === undefined || had?.fingerprints === has?.fingerprints) return [];
    if (has === undefined && isLater(resource.after, found.names)) return [];
    const { kind, name } = found;
    // That a script with a secret does something else is said of the instance.
    if (kind === kinds.userData && had !== undefined && has !== undefined) return [];
    // A value that is marked sensitive for another reason, such as an address, is no other secret.
    if (had?.isMarkedAlone === true && has?.isMarkedAlone === true && !mayNameSecret(name)) return [];
    return [
      {
        rule: kind.rule,
        consequence: "guard lost",
        direction: had === undefined ? "weaker" : has === undefined ? "stronger" : "neutral",
        place: resource,
        part: kind.part(name),
        before: had === undefined ? "none" : "(sensitive value)",
        after: has === undefined ? "none" : had === undefined ? "(sensitive value)" : "another (sensitive value)",
        meaning: has === undefined ? "The secret no longer stands here in clear text." : kind.meaning,
        says: [path],
      },
    ];
  });
}

interface Found {
  readonly kind: Kind;
  readonly name: string;
  readonly names: readonly string[];
  /** Of all values at the path: the elements of a list are one. */
  readonly fingerprints: string;
  /** Whether nothing but the plan's mark tells a secret. */
  readonly isMarkedAlone: boolean;
}

function secretsOn(resource: Resource, side: "before" | "after"): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  for (const hidden of hiddenIn(resource[side])) {
    const kind = kindOf(resource, side, hidden);
    if (kind === undefined) continue;
    const known = found.get(hidden.path)?.fingerprints;
    const fingerprints = known === undefined ? hidden.value.fingerprint : `${known} ${hidden.value.fingerprint}`;
    const isMarkedAlone = hidden.value.why === "marked sensitive" && kind === kinds.argument;
    found.set(hidden.path, { kind, name: hidden.names.at(-1) ?? "", names: hidden.names, fingerprints, isMarkedAlone });
  }
  return found;
}

/** Whether what stood at a place is known after apply only, as AWS makes a secret anew for what is replaced. */
function isLater(value: Normal | undefined, [name, ...rest]: readonly string[]): boolean {
  if (value === unknown) return true;
  if (isList(value) || isSet(value)) return [...value].some((one) => isLater(one, [name ?? "", ...rest]));
  return name !== undefined && isObject(value) && isLater(own(value, name), rest);
}

/** Undefined for what is hidden and is no secret in clear text. */
function kindOf(resource: Resource, side: "before" | "after", { names, value }: Hidden): Kind | undefined {
  const [first = "", name = ""] = [names[0], names.at(-1)];
  if (first === "tags_all") return undefined;
  if (first === "tags") return kinds.tag;
  if (/^user_data(?:_base64)?$/.test(name)) return isKnownSecret(value) ? kinds.userData : undefined;
  if (isVariable(names)) return isSecretVariable(name, value) ? kinds.variable : undefined;
  // Origins send a header that Secrets Manager changes, and the firewall looks for the header.
  if (value.why === "header of an origin" || value.why === "environment variable" || value.why === "user data")
    return undefined;
  return isKept(resource, side, names) ? undefined : kinds.argument;
}

const isVariable = (names: readonly string[]): boolean =>
  names.some((one) => /^(?:environment|environment_variables?|variables|stage_variables)$/.test(one));

/** Write-only arguments are in no state. AWS makes the other values, and a `SecureString` is where a secret belongs. */
function isKept(resource: Resource, side: "before" | "after", names: readonly string[]): boolean {
  const path = names.join(".");
  if (/_wo$/.test(path)) return true;
  if (isMadeByAws(resource, path)) return true;
  return resource.type === "aws_ssm_parameter" && path === "value" && textOf(resource[side], "type") === "SecureString";
}
