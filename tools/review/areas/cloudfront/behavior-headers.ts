import { type Resource, attribute } from "../../estate";
import type { Finding } from "../../finding";
import { type Pointed, type Pointing, isOpen, isSame, pointedWords } from "../transport/pointing";
import { type States, partOf, pathIn, unknownFinding } from "../../settings/setting";
import type { Handled } from "./behaviors";
import { managedName } from "./managed-policies";
import { headerFindings } from "./response-headers";

const path = "response_headers_policy_id";

/** Another response headers policy: the headers are compared where the plans have both policies. */
export function behaviorHeaderFindings(
  pointing: Pointing,
  place: Resource,
  states: States,
  handled: Handled,
): Finding[] {
  const [had, has] = (["before", "after"] as const).map((side) =>
    pointing.at(side, place, `${handled[side].reference}.${path}`, attribute(states[side], path)),
  );
  if (isSame(had, has) === true) return [];
  if (isOpen(has)) return [unknownFinding(states, "response headers policy", [path])];
  const [was, is] = [had?.resource?.before, has?.resource?.after];
  if (was !== undefined && is !== undefined) {
    const compared: States = { place, before: was, after: is, part: partOf(states, "response headers") };
    const says = [pathIn(states, path)];
    const found = headerFindings(compared).map((one): Finding => ({ ...one, says }));
    return found.length > 0 ? found : [changed(states, had, has, "neutral")];
  }
  return [changed(states, had, has, had === undefined ? "stronger" : has === undefined ? "weaker" : "cannot tell")];
}

function changed(
  states: States,
  had: Pointed | undefined,
  has: Pointed | undefined,
  direction: Finding["direction"],
): Finding {
  return {
    rule: "response-headers-policy",
    consequence: "guard lost",
    direction,
    place: states.place,
    part: partOf(states, "response headers policy"),
    before: wordsOf(had),
    after: wordsOf(has),
    meaning: {
      weaker: "Browsers no longer get the headers by which they protect the user.",
      stronger: "Browsers get headers by which they protect the user.",
      neutral: "Browsers get the same headers from another policy.",
      "cannot tell": "Browsers get the headers of another policy: read which headers the policy has.",
    }[direction],
    says: [pathIn(states, path)],
  };
}

const wordsOf = (policy: Pointed | undefined): string =>
  (policy?.value === undefined ? undefined : managedName(policy.value)) ?? pointedWords(policy);
