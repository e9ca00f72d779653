import type { Estate, Output } from "../../estate";
import type { Finding } from "../../finding";
import { type Normal, JsonText, isList, isObject, isSet, keyOf } from "../../plan/normal";
import { Redacted } from "../../plan/redacted";
import type { Question } from "../../settings/question";
import { hiddenIn } from "./values";

/**
 * Secrets in outputs. A layer that reads one output can read them all, and remote state hides nothing that is marked (Terraform
 * documentation, "The terraform_remote_state data source").
 */
export const outputSecrets: Question = {
  judges: {},
  find: (estate) => {
    const changed = estate.outputs.filter(({ changes }) => changes.length > 0);
    if (changed.length === 0) return [];
    const secretOf = secretsOf(estate);
    return changed.flatMap((output) => outputFindings(output, secretOf(output.before), secretOf(output.after)));
  },
};

/** That a secret changes is said as any change of an output is. */
function outputFindings(output: Output, had: string | undefined, has: string | undefined): readonly Finding[] {
  if ((had === undefined) === (has === undefined)) return [];
  return [
    {
      rule: "secret-in-output",
      consequence: "guard lost",
      direction: had === undefined ? "weaker" : "stronger",
      place: output,
      before: had ?? "none",
      after: has ?? "none",
      meaning:
        has === undefined
          ? "The output has no secret any more."
          : "Whoever reads the state of this layer, or one of its outputs, has the secret: publish the name of the secret instead.",
      // Of an output that is new, nothing else is said.
      ...(output.before !== undefined && { says: [] }),
    },
  ];
}

/** Tells which secret a value has, in words; undefined for a value without one. */
export function secretsOf(estate: Estate): (value: Normal | undefined) => string | undefined {
  const marked = markedIn(estate);
  return (value) => {
    const [hidden] = hiddenIn(value);
    if (hidden !== undefined) return hidden.value.why === "marked sensitive" ? "a value marked sensitive" : "a secret";
    return textsIn(value).some((text) => marked.has(fingerprintOf(text)))
      ? "a secret that is not marked sensitive"
      : undefined;
  };
}

/** Why a value is a secret. Not every variable is one, nor all user data. */
const areSecrets: ReadonlySet<Redacted["why"]> = new Set([
  "marked sensitive",
  "named as a secret",
  "shaped as a key",
  "header of an origin",
]);

/** The fingerprints of the secrets of all resources: an output may publish one without a mark. */
const markedIn = ({ resources }: Estate): ReadonlySet<string> =>
  new Set(
    resources.flatMap(({ before, after }) =>
      [...hiddenIn(before), ...hiddenIn(after)].flatMap(({ value }) =>
        areSecrets.has(value.why) ? [value.fingerprint] : [],
      ),
    ),
  );

const fingerprintOf = (text: string): string => new Redacted("marked sensitive", keyOf(text)).fingerprint;

/** Short texts are no secrets, and equal others by chance. */
const shortest = 8;

function textsIn(value: Normal | undefined): readonly string[] {
  if (typeof value === "string") return value.length < shortest ? [] : [value];
  if (value instanceof JsonText) return textsIn(value.value);
  if (isList(value) || isSet(value)) return [...value].flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
