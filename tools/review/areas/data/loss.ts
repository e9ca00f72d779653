import { type Estate, type Resource, layerNameOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { kindOf, thingOf } from "../../things";
import { isKept } from "../../settings/changed";
import { listed } from "../../settings/words";
import { encryptedWith } from "./encrypted-with";
import { stateful } from "./fates";
import { counted } from "../../../shared/counted";

/** The types that hold data: that one is deleted or replaced is understood. */
export const statefulTypes = Object.keys(stateful);

/** What data are lost because a resource is deleted or replaced. What Terraform merely forgets stays. */
export function findLosses(estate: Estate): readonly Finding[] {
  const gone = estate
    .changed(...statefulTypes)
    .filter(({ action, before }) => before !== undefined && (action === "delete" || action === "replace"));
  if (gone.length === 0) return [];
  const errored = new Set(estate.plans.filter((plan) => plan.errored).map(layerNameOf));
  const users = gone.some(({ type }) => isKey(type)) ? encryptedWith(estate) : new Map<Resource, readonly Resource[]>();
  return gone.map((resource) =>
    lossOf(resource, { refused: errored.has(resource.layer), users: users.get(resource) ?? [] }),
  );
}

const isKey = (type: string): boolean => /^aws_kms_(?:replica_)?key$/.test(type);

interface Circumstances {
  readonly refused: boolean;
  /** What is encrypted with the key. */
  readonly users: readonly Resource[];
}

function lossOf(resource: Resource, { refused, users }: Circumstances): Finding {
  const { type, action, before, deposed } = resource;
  const { holds, fateOf } = stateful[type] ?? { holds: "its data" };
  const { clauses, stays } = before === undefined || fateOf === undefined ? { clauses: [] } : fateOf(before);
  const isReplaced = action === "replace";
  const lead =
    stays === true
      ? `This keeps ${holds}`
      : refused
        ? `Terraform refuses to apply this plan, which ended with an error; it would ${isKey(type) ? "make unreadable" : "delete"} ${holds}`
        : `This ${isKey(type) ? "makes unreadable" : "deletes"} ${holds}`;
  const details = [
    ...clauses,
    ...(deposed === undefined ? [] : ["a failed replacement has left this one behind"]),
    ...(isKey(type) ? [usersInWords(users)] : []),
    ...(isReplaced ? [forcedBy(resource)] : []),
  ];
  return {
    rule: stays === true ? "data-kept" : "data-deleted",
    consequence: stays === true ? "other" : "data loss",
    direction: stays === true ? "neutral" : "weaker",
    place: resource,
    before: `holds ${holds}`,
    after: `${refused ? "refused: " : ""}${fateInWords(resource)}`,
    meaning: `${lead}${details.length === 0 ? "" : `: ${details.join("; ")}`}.`,
    // What is given up and replaced is away for a moment too, which is another area's to say.
    ...(isReplaced && { says: [...ownChanges(resource), ...(isKept(resource) ? forcing(resource) : [])] }),
  };
}

function fateInWords(resource: Resource): string {
  const [kind, isReplaced] = [kindOf(resource.type), resource.action === "replace"];
  if (isKept(resource)) return isReplaced ? `forgotten, with a new ${kind} beside it` : "forgotten";
  return isReplaced ? `replaced by ${isKey(resource.type) ? "another" : "an empty"} ${kind}` : "deleted";
}

const most = 5;

function usersInWords(users: readonly Resource[]): string {
  if (users.length === 0) return "no resource of the given plans names the key, those of other layers may";
  const named = users.slice(0, most).map(thingOf);
  const more = users.length - named.length;
  return `the key encrypts ${listed(more === 0 ? named : [...named, counted(more, "more resource")])}`;
}

const forcing = ({ replacePaths }: Pick<Resource, "replacePaths">): readonly string[] => [
  ...new Set(replacePaths.map((path) => path.replace(/\.\d+(?=\.|$)/g, ""))),
];

/** Terraform's own words for a path, without the positions of blocks that stand once. */
function forcedBy({ replacePaths, reason }: Resource): string {
  const attributes = forcing({ replacePaths });
  if (attributes.length > 0)
    return `${listed(attributes)} ${attributes.length === 1 ? "forces" : "force"} the replacement`;
  return reason === "replace_because_tainted"
    ? "an earlier apply left it tainted, so Terraform replaces it"
    : reason === "replace_by_request"
      ? "the replacement was asked for with -replace"
      : "another change triggers the replacement";
}

/** What AWS decides anew for the new resource, and what the configuration does not say. */
const ownChanges = ({ changes, references }: Resource): readonly string[] =>
  changes.filter(({ path, after }) => after === unknown && references[path] === undefined).map(({ path }) => path);
