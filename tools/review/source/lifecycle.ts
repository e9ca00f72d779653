import { type Layers, comparedText, isResource } from "../../order/layers";
import type { Place } from "../estate";
import type { Finding } from "../finding";
import { isRecord } from "../plan/json-value";
import { textsIn } from "./texts";

/** A resource as a synthesis has it: the attributes say its name. */
type PlaceOf = (address: string) => Place;

/**
 * What the `lifecycle` blocks of a layer hold in another way than before. A plan has none of it (hashicorp/terraform,
 * "Terraform JSON Output Format"): to take `prevent_destroy` away is an empty plan, and the next one may destroy.
 */
export function lifecycleFindings(layer: string, base: Layers, head: Layers, placeOf: PlaceOf): readonly Finding[] {
  const [was, is] = [base.blocks(layer), head.blocks(layer)];
  return [...is.keys()]
    .filter((address) => isResource(address) && was.has(address))
    .flatMap((address) => {
      const [old, now] = [lifecycleOf(was.get(address)), lifecycleOf(is.get(address))];
      if (comparedText(old) === comparedText(now)) return [];
      const place = placeOf(address);
      return [
        ...preventDestroy(old, now, place),
        ...ignoredChanges(old, now, place),
        ...createBeforeDestroy(old, now, place),
        ...replaceTriggers(old, now, place),
        ...conditions(old, now, place),
      ];
    });
}

type Lifecycle = Readonly<Record<string, unknown>>;

const lifecycleOf = (block: unknown): Lifecycle => {
  const lifecycle = isRecord(block) ? block["lifecycle"] : undefined;
  const first: unknown = Array.isArray(lifecycle) ? lifecycle[0] : lifecycle;
  return isRecord(first) ? first : {};
};

function preventDestroy(old: Lifecycle, now: Lifecycle, place: Place): readonly Finding[] {
  const [had, has] = [old["prevent_destroy"] === true, now["prevent_destroy"] === true];
  if (had === has) return [];
  return [
    {
      rule: "prevent-destroy",
      consequence: "guard lost",
      direction: had ? "weaker" : "stronger",
      place,
      part: "prevent_destroy",
      before: onOff(had),
      after: onOff(has),
      meaning: had
        ? "Terraform may destroy the resource from now on, and no plan shows that the guard is gone."
        : "Terraform refuses every plan that destroys the resource.",
      says: [],
    },
  ];
}

function ignoredChanges(old: Lifecycle, now: Lifecycle, place: Place): readonly Finding[] {
  const [had, has] = [textsIn(old["ignore_changes"]), textsIn(now["ignore_changes"])];
  const change = (names: readonly string[], added: boolean): readonly Finding[] =>
    names.length === 0
      ? []
      : [
          {
            rule: "ignored-changes",
            consequence: "guard lost",
            direction: added ? "weaker" : "stronger",
            place,
            part: `ignore_changes ${names.join(", ")}`,
            before: added ? "Terraform puts changes back" : "ignored",
            after: added ? "ignored" : "Terraform puts changes back",
            meaning: added
              ? "Terraform neither applies nor puts back a change of the attribute, whoever makes the change."
              : "Terraform puts back what somebody else changed.",
            says: [],
          },
        ];
  return [
    ...change(
      has.filter((one) => !had.includes(one)),
      true,
    ),
    ...change(
      had.filter((one) => !has.includes(one)),
      false,
    ),
  ];
}

function createBeforeDestroy(old: Lifecycle, now: Lifecycle, place: Place): readonly Finding[] {
  const [had, has] = [old["create_before_destroy"] === true, now["create_before_destroy"] === true];
  if (had === has) return [];
  return [
    {
      rule: "create-before-destroy",
      consequence: "downtime",
      direction: had ? "weaker" : "stronger",
      place,
      part: "create_before_destroy",
      before: onOff(had),
      after: onOff(has),
      meaning: had
        ? "A replacement destroys the resource before its successor exists."
        : "A replacement creates the successor first.",
      says: [],
    },
  ];
}

function replaceTriggers(old: Lifecycle, now: Lifecycle, place: Place): readonly Finding[] {
  const [had, has] = [textsIn(old["replace_triggered_by"]), textsIn(now["replace_triggered_by"])];
  if (comparedText(had) === comparedText(has)) return [];
  return [
    {
      rule: "replace-triggers",
      consequence: "other",
      direction: "neutral",
      place,
      part: "replace_triggered_by",
      before: had.join(", ") || "nothing",
      after: has.join(", ") || "nothing",
      meaning: "Another change than before replaces the resource.",
      says: [],
    },
  ];
}

function conditions(old: Lifecycle, now: Lifecycle, place: Place): readonly Finding[] {
  return (["precondition", "postcondition"] as const).flatMap((kind): readonly Finding[] => {
    const [had, has] = [listOf(old[kind]), listOf(now[kind])];
    const lost = had.filter((one) => !has.includes(one)).length;
    const gained = has.filter((one) => !had.includes(one)).length;
    if (lost === 0 && gained === 0) return [];
    return [
      {
        rule: `${kind}s`,
        consequence: "guard lost",
        // Whether another condition is as strict is not to be told from its text.
        direction: lost === 0 ? "stronger" : gained === 0 ? "weaker" : "cannot tell",
        place,
        part: kind,
        before: `${had.length}`,
        after: `${has.length}`,
        meaning:
          lost === 0
            ? "Terraform checks more before the change is accepted."
            : "A condition that Terraform checked is gone or has another text: read the condition.",
        says: [],
      },
    ];
  });
}

const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).map((one) =>
    comparedText(isRecord(one) ? one["condition"] : one),
  );

const onOff = (on: boolean): string => (on ? "on" : "off");
