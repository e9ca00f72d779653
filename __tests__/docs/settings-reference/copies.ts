import { nameOf, type Setting, withInner } from "../../support/settings";
import { wordsOfDefault } from "./defaults";

/** Groups that stand in several places, by the place at which the page has their settings. */
const firstPlaces = ["edge.waf", "edge.restApi.waf", "compute.functions.secureApi"];

/** A group that has the settings of another. */
export interface Copy {
  readonly of: Setting;
  /** What the group has besides, or otherwise. */
  readonly own: readonly Setting[];
}

/** Where each group has its settings on the page: in its place, or in that of another group, as a copy. */
export function copiesIn(settings: readonly Setting[]): ReadonlyMap<string, Copy> {
  const visited: Setting[] = [];
  const seen = new Set<string>();
  const copies = new Map<string, Copy>();
  /** Returns the groups in the group that have their settings at their place. */
  const visit = (group: Setting): readonly Setting[] => {
    if (seen.has(group.path)) return [];
    seen.add(group.path);
    const [copy] = visited
      .map((of) => ({ of, own: group.settings.filter((setting) => !hasSame(of, setting)) }))
      .filter(({ own }) => own.length * 2 < group.settings.length && group.settings.length > 1)
      .sort((one, other) => one.own.length - other.own.length);
    visited.push(group);
    if (copy !== undefined) copies.set(group.path, copy);
    return groupsOf(copy?.own ?? group.settings);
  };
  const visitWhole = (group: Setting): void => {
    for (const inner of visit(group)) visitWhole(inner);
  };
  withInner(settings)
    .filter(({ path }) => firstPlaces.includes(path))
    .sort((one, other) => firstPlaces.indexOf(one.path) - firstPlaces.indexOf(other.path))
    .forEach(visitWhole);
  for (let level = groupsOf(settings); level.length > 0;) level = level.flatMap(visit);
  return copies;
}

const groupsOf = (settings: readonly Setting[]): readonly Setting[] =>
  settings.filter((setting) => setting.settings.length > 0);

/** Whether a group has the same setting, with the same defaults. */
const hasSame = (group: Setting, setting: Setting): boolean =>
  group.settings.some(
    (one) =>
      nameOf(one.path) === nameOf(setting.path) &&
      one.schemas.every((schema) => setting.schemas.includes(schema)) &&
      wordsOfDefault(one) === wordsOfDefault(setting),
  );
