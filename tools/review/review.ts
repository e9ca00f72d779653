import { areas as allAreas } from "./areas";
import type { Area } from "./area";
import { driftFindings, saysDrift } from "./drifted";
import { Estate, type Place, type Resource, isChanged, layerNameOf } from "./estate";
import { type Consequence, type Direction, type Finding, consequences, isWeaker } from "./finding";
import { type Changed, JudgedAttributes, Said } from "./judged";
import { isAnswerOfAws } from "./left-to-aws";
import type { LeafChange } from "./plan/changes";
import type { Action } from "./plan/actions";
import type { Plan } from "./plan/model";
import { compare } from "./plan/normal";
import { departureRule } from "./source/departure-changes";
import type { RecordLine } from "./source/record-lines";
import { originOf, reasonOf } from "./source/origin";
import { stepText } from "../order/readable";
import type { Source } from "./source/source";
import { Redacted } from "./plan/redacted";
import { type Level, type Policy, defaultPolicy, levelOf } from "./policy";
import { type TagChange, tagChanges } from "./tag-changes";
import { thingOf } from "./things";

/** A finding with all that a page says of it. */
export interface ReviewedFinding {
  readonly rule: string;
  readonly consequence: Consequence;
  readonly direction: Direction;
  readonly level: Level;
  readonly layer: string;
  /** AWS's name of the resource: `web ACL prod-edge-api`. */
  readonly thing: string;
  readonly part?: string;
  readonly before?: string;
  readonly after?: string;
  readonly meaning: string;
  /** Terraform's. */
  readonly address: string;
  /** `prod-edge/regional/web_acl`, where the synthesis is given. */
  readonly constructPath?: string;
  /** The path of the setting that decides, where one does. */
  readonly setting?: string;
  /** Where the record writes the setting itself. */
  readonly line?: RecordLine;
  /** Of the departure that makes `ask` of `stop`. */
  readonly reason?: string;
}

/** A change that no finding says. */
export interface PlainChange {
  readonly layer: string;
  readonly thing: string;
  readonly address: string;
  readonly action: Action;
  readonly previousAddress?: string;
  /** Of an object that a failed replacement left behind. */
  readonly deposed?: string;
  /** Whether Terraform takes the resource over as it is in AWS. */
  readonly imported?: true;
  /** The attributes that force a replacement. */
  readonly forcedBy?: readonly string[];
  /** Terraform's word for why, such as `replace_because_tainted`. */
  readonly reason?: string;
  readonly changes: readonly LeafChange[];
}

/** `test` is a first plan of `terraform test`, which is never applied. */
export type Standing = "whole" | "errored" | "incomplete" | "test" | "source";

/** One layer's plan, in numbers. */
export interface ReviewedLayer {
  readonly layer: string;
  readonly source: string;
  /** Whether the plan is whole; of any other, nothing may be approved. */
  readonly standing: Standing;
  /** How many resources and outputs each action is done to; those without a change are left out. */
  readonly actions: Readonly<Partial<Record<Action | "move" | "import", number>>>;
  readonly isFirst: boolean;
  readonly approvable: boolean;
  /** Changed resources and outputs, and those of them whose every change a finding or the list of plain changes says. */
  readonly changed: number;
  readonly understood: number;
  readonly notes: readonly string[];
}

export interface Review {
  readonly environment?: string;
  readonly verdict: Level;
  readonly layers: readonly ReviewedLayer[];
  /** The worst first: by consequence, then by layer, then by address. */
  readonly findings: readonly ReviewedFinding[];
  readonly tags: readonly TagChange[];
  readonly plain: readonly PlainChange[];
  /** Whether two syntheses were compared too: what no plan shows is in the findings then. */
  readonly comparesSyntheses: boolean;
  /** Sentences on the order in which to apply the layers; empty where nobody asked. */
  readonly order: readonly string[];
}

export interface ReviewOptions {
  /** @default the policy that stops every weakening of security */
  readonly policy?: Policy;
  /** @default every area */
  readonly areas?: readonly Area[];
  /** What two syntheses tell beside the plans. @default nothing */
  readonly source?: Source;
}

/** The layers in the order of their first deployment. */
const layerOrder = ["state", "account", "network", "identity", "compute", "edge"];

/** Says what the plans of one environment change. The same plans give the same review, whatever their order. */
export function reviewOf(
  plans: readonly Plan[],
  { policy = defaultPolicy, areas = allAreas, source }: ReviewOptions = {},
): Review {
  const ordered = [...plans].sort(
    (one, other) => rankOf(one.layer) - rankOf(other.layer) || compare(one.source, other.source),
  );
  const estate = new Estate(ordered);
  const drifted = driftFindings(ordered, areas);
  const isSaidOtherwise = saysDrift(drifted);
  const found = areas
    .flatMap((area) => area.find(estate))
    .filter((finding) => !isAnswerOfAws(finding) && !isSaidOtherwise(finding));
  const changed = [...estate.resources, ...estate.outputs].filter(isChanged);
  const hidden = changed.flatMap(hiddenBy(areas));
  // What is not said of a first apply is no finding: the resource is in the list of what is created.
  const told = [...found.filter(isWorthSaying), ...hidden];
  const said = new Said(told);
  const left = changed.map(leftBy(said, new JudgedAttributes(areas)));
  const findings = [
    ...told,
    ...drifted,
    ...(source?.findings ?? []).filter(isWorthSaying),
    ...left.flatMap(notUnderstood),
  ]
    .map((finding) => reviewed(finding, policy, source))
    .filter(isNotSaidByItsWeakening)
    .sort(byConsequence);
  return {
    ...environmentOf(ordered),
    verdict: findings.reduce<Level>((worst, { level }) => (rank[level] < rank[worst] ? level : worst), "note"),
    layers: ordered.map((plan) => layerOf(plan, estate, left, said)),
    findings,
    tags: tagChanges(changed),
    plain: left.flatMap((one) => plainOf(one, said)),
    comparesSyntheses: source !== undefined,
    order: source === undefined ? [] : orderSentences(source),
  };
}

/** The area that judges whether a secret stands in the open, whatever the secret is. */
const ofSecrets = "secrets";

/**
 * Changes that an area would judge, of values that the plan marks as sensitive: the areas do not see them. One mark inside of a set
 * of blocks marks the whole set (HashiCorp, "Terraform JSON Output Format", `after_sensitive`).
 */
const hiddenBy = (areas: readonly Area[]): ((resource: Changed) => readonly Finding[]) => {
  const attributes = new JudgedAttributes(areas.filter(({ name }) => name !== ofSecrets));
  return (place) => {
    const says = place.changes
      .filter(({ before, after }) => isMarked(before) || isMarked(after))
      .map(({ path }) => path)
      .filter((path) => attributes.judges(place, path));
    if (says.length === 0 || place.before === undefined || place.after === undefined) return [];
    return [
      {
        rule: "marked-sensitive",
        consequence: "not reviewable",
        direction: "cannot tell",
        place,
        part: says.join(", "),
        meaning:
          "The plan marks the values as sensitive, so this review cannot compare them: read the change in the pull request.",
        says,
      },
    ];
  };
};

const isMarked = (value: LeafChange["before"]): boolean =>
  value instanceof Redacted && value.why === "marked sensitive";

/** A departure that is added needs no finding where the finding of what it excuses says the reason. */
const isNotSaidByItsWeakening = (one: ReviewedFinding, _: number, all: readonly ReviewedFinding[]): boolean =>
  one.rule !== departureRule ||
  one.direction !== "weaker" ||
  one.reason === undefined ||
  !all.some((other) => other.rule !== departureRule && other.reason === one.reason);

const rank: Readonly<Record<Level, number>> = { stop: 0, ask: 1, note: 2 };
const rankOf = (layer: string | undefined): number =>
  layer !== undefined && layerOrder.includes(layer) ? layerOrder.indexOf(layer) : layerOrder.length;

/** Of a first apply, what is open from the start: nothing can be weaker than before. */
const isWorthSaying = ({ place, consequence, direction }: Finding): boolean =>
  !place.isFirst ||
  consequence === "exposure" ||
  consequence === "not reviewable" ||
  (consequence === "guard lost" && direction === "weaker");

function environmentOf(plans: readonly Plan[]): { readonly environment?: string } {
  const environment = plans.map((plan) => plan.environment).find((one) => one !== undefined);
  return environment === undefined ? {} : { environment };
}

function reviewed(finding: Finding, policy: Policy, source: Source | undefined): ReviewedFinding {
  const { rule, consequence, place, part, before, after, meaning } = finding;
  const direction = place.isFirst && finding.direction === "weaker" ? "neutral" : finding.direction;
  const level = levelOf(policy, consequence, direction);
  const origin = originOf(finding, source);
  const { departure, ...shown } = origin;
  return {
    rule,
    consequence,
    direction,
    level: departure !== undefined && level === "stop" ? "ask" : level,
    layer: place.layer,
    thing: thingOf(place),
    ...(part !== undefined && { part }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    meaning,
    address: changedOf(finding).address,
    ...shown,
    ...(departure !== undefined && level === "stop" && { reason: reasonOf(departure) }),
  };
}

/** What the plan changes: the place, or else the first of those whose change works upon the place, such as the rule of a group. */
const changedOf = ({ place, alsoSays = [] }: Finding): Place =>
  [place, ...alsoSays].find((one) => isPlanned(one) && isChanged(one)) ?? place;

const isPlanned = (place: Place): place is Changed => "action" in place && "changes" in place;

/** The order in which the change is applied, what somebody outside notices, and why the change is refused. */
function orderSentences({ order, announcements, refusals }: Source): readonly string[] {
  if (refusals.length > 0) return refusals.map((one) => `refused: ${one}`);
  const steps = order.steps.map((step, index) => `${index + 1}. ${stepText(step)}`);
  return [...steps, ...order.reasons, ...announcements];
}

const byConsequence = (one: ReviewedFinding, other: ReviewedFinding): number =>
  // What makes the environment weaker comes before everything else.
  Number(isWeaker(other)) - Number(isWeaker(one)) ||
  consequences.indexOf(one.consequence) - consequences.indexOf(other.consequence) ||
  rankOf(one.layer) - rankOf(other.layer) ||
  compare(orderOf(one), orderOf(other));

const orderOf = ({ address, rule, part = "", before = "", after = "", meaning }: ReviewedFinding): string =>
  JSON.stringify([address, rule, part, before, after, meaning]);

/** A changed resource or output, and what no finding says of the change. */
interface Left {
  readonly resource: Changed;
  readonly changes: readonly LeafChange[];
  /** What no area judges, and no list shows as it is: the paths of the changes, or the action where the type is not known. */
  readonly unknown: readonly string[];
}

const leftBy =
  (said: Said, attributes: JudgedAttributes) =>
  (resource: Changed): Left => {
    const changes = said.unsaid(resource);
    return { resource, changes, unknown: said.saysAll(resource) ? [] : unknownIn(resource, changes, attributes) };
  };

function unknownIn(resource: Changed, changes: readonly LeafChange[], attributes: JudgedAttributes): readonly string[] {
  const unknown = changes.filter(({ path }) => !attributes.knows(resource, path)).map(({ path }) => path);
  if (resource.action === "update" || resource.action === "no-op") return unknown;
  if (!attributes.knowsType(resource)) return [resource.action];
  // What is replaced is compared attribute by attribute, as what is updated is.
  return resource.action === "replace" ? unknown : [];
}

function notUnderstood({ resource, unknown }: Left): readonly Finding[] {
  if (unknown.length === 0) return [];
  return [
    {
      rule: "not-understood",
      consequence: "not reviewable",
      direction: "cannot tell",
      place: resource,
      part: unknown.join(", "),
      meaning: "This review does not know what the change means: read the plan.",
      says: [],
    },
  ];
}

function plainOf({ resource, changes }: Left, said: Said): readonly PlainChange[] {
  const { layer, address, action } = resource;
  const {
    previousAddress,
    deposed,
    imported = false,
    replacePaths = [],
    reason,
  }: Partial<Resource> = resource.type === "output" ? {} : resource;
  const isWhole = action !== "update" && action !== "no-op" && action !== "replace";
  if (said.saysAll(resource)) return [];
  const isMove = previousAddress !== undefined || imported;
  const isSaid = action !== "replace" || said.speaksOf(resource);
  if (!isWhole && changes.length === 0 && !isMove && isSaid) return [];
  return [
    {
      layer,
      thing: thingOf(resource),
      address,
      action,
      ...(previousAddress !== undefined && { previousAddress }),
      ...(deposed !== undefined && { deposed }),
      ...(imported && { imported }),
      ...(action === "replace" && replacePaths.length > 0 && { forcedBy: replacePaths }),
      ...(reason !== undefined && { reason }),
      changes: isWhole ? [] : changes,
    },
  ];
}

function layerOf(plan: Plan, estate: Estate, left: readonly Left[], said: Said): ReviewedLayer {
  const layer = layerNameOf(plan);
  const changed = left.filter(({ resource }) => resource.layer === layer);
  const understood = changed.filter(({ resource, unknown }) => unknown.length === 0 && !said.isOpen(resource));
  const actions: Partial<Record<Action | "move" | "import", number>> = {};
  const count = (action: Action | "move" | "import"): void => {
    actions[action] = (actions[action] ?? 0) + 1;
  };
  for (const { resource: one } of changed) {
    if (one.type === "output") continue;
    if (one.action !== "no-op" && one.action !== "read") count(one.action);
    if ("previousAddress" in one && one.previousAddress !== undefined) count("move");
    if ("imported" in one && one.imported) count("import");
  }
  return {
    layer,
    source: plan.source,
    actions,
    isFirst: [...estate.resources, ...estate.outputs].some((one) => one.layer === layer && one.isFirst),
    approvable: plan.approvable,
    standing: standingOf(plan),
    changed: changed.length,
    understood: understood.length,
    notes: [...plan.notes, ...driftNote(plan)],
  };
}

const standingOf = ({ kind, errored, complete }: Plan): Standing =>
  errored ? "errored" : !complete ? "incomplete" : kind === "plan" ? "whole" : kind;

/** The plan's other parts say what becomes of such a change. */
function driftNote({ drift }: Plan): readonly string[] {
  const drifted = drift.filter(({ changes, action }) => changes.length > 0 || action === "delete").length;
  return drifted === 0 ? [] : [`changed outside of Terraform: ${drifted} ${drifted === 1 ? "resource" : "resources"}`];
}
