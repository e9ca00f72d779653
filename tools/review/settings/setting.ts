import type { Estate, Resource } from "../estate";
import type { Consequence, Direction, Finding } from "../finding";
import { type Normal, keyOf, unknown } from "../plan/normal";
import { changesAt, valueAfter, valueAt } from "./paths";
import type { Scale } from "./scales";

/** An attribute whose values are weaker and stronger ones. */
export interface Setting {
  readonly rule: string;
  readonly consequence: Consequence;
  readonly types: readonly string[];
  /** Through blocks that stand once at most. */
  readonly attribute: string;
  /** In AWS's words. */
  readonly part: string;
  readonly scale: Scale;
  /** What a change to a weaker value means, and one to a stronger value. */
  readonly weaker: string;
  readonly stronger: string;
  /** Below this level, a new resource is a weakening too. */
  readonly newBelow?: number;
  /** Whether the setting matters, by what the resource has before and after, as far as it is there. */
  readonly counts?: (sides: readonly Normal[]) => boolean;
}

/** What changes in the settings of resources that stay or are replaced, and in those of new ones that are weak from the start. */
export function findSettings(estate: Estate, settings: readonly Setting[]): readonly Finding[] {
  return settings.flatMap((setting) =>
    estate.changed(...setting.types).flatMap((resource) => findingsOf(setting, resource)),
  );
}

function findingsOf(setting: Setting, resource: Resource): readonly Finding[] {
  const { attribute, scale, counts = () => true } = setting;
  const { before, after, action } = resource;
  if (!counts([before, after].filter((one) => one !== undefined))) return [];
  const [was, is] = [valueAt(before, attribute), valueAfter(resource, attribute)];
  if (before === undefined || after === undefined) {
    if (setting.newBelow === undefined || (action !== "create" && action !== "delete")) return [];
    if (is === unknown) return [cannotTell(setting, resource)];
    const level = scale.levelOf(before === undefined ? is : was);
    if (level === undefined || level >= setting.newBelow) return [];
    return [told(setting, resource, before === undefined ? "weaker" : "stronger")];
  }
  if (keyOf(was) === keyOf(is)) return [];
  if (is === unknown) return [cannotTell(setting, resource)];
  const direction = directionOf(scale.levelOf(was), scale.levelOf(is));
  return direction === undefined ? [] : [told(setting, resource, direction)];
}

/** Undefined where two levels are one. */
export function directionOf(before: number | undefined, after: number | undefined): Direction | undefined {
  if (before === undefined || after === undefined) return "cannot tell";
  return before === after ? undefined : after < before ? "weaker" : "stronger";
}

function told(setting: Setting, resource: Resource, direction: Direction): Finding {
  const { rule, consequence, attribute, part, scale, weaker, stronger } = setting;
  const { before, after } = resource;
  return {
    rule,
    consequence,
    direction,
    place: resource,
    part,
    ...(before !== undefined && { before: scale.inWords(valueAt(before, attribute)) }),
    ...(after !== undefined && { after: scale.inWords(valueAfter(resource, attribute)) }),
    meaning:
      direction === "cannot tell"
        ? `This review does not know which of the two values of ${attribute} is the stronger one.`
        : direction === "weaker"
          ? weaker
          : stronger,
    says: changesAt(resource, attribute),
  };
}

function cannotTell({ rule, attribute, part, scale }: Setting, resource: Resource): Finding {
  const { before } = resource;
  const was = before === undefined ? undefined : scale.inWords(valueAt(before, attribute));
  return notReviewable({ rule, attribute, part, resource, before: was });
}

interface NotReviewable {
  readonly rule: string;
  readonly attribute: string;
  readonly part: string;
  readonly resource: Resource;
  readonly before?: string | undefined;
}

/** Of an attribute that is known after apply only. */
export function notReviewable({ rule, attribute, part, resource, before }: NotReviewable): Finding {
  return {
    rule,
    consequence: "not reviewable",
    direction: "cannot tell",
    place: resource,
    part,
    ...(before !== undefined && { before }),
    after: "known after apply",
    meaning: `Terraform knows ${attribute} only after apply, so this review cannot compare the two values.`,
    says: changesAt(resource, attribute),
  };
}
