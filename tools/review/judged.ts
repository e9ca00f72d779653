import type { Area } from "./area";
import type { Output, Place, Resource } from "./estate";
import type { Finding } from "./finding";
import { isLeftToAws } from "./left-to-aws";
import { isPlain } from "./plain-attributes";
import type { LeafChange } from "./plan/changes";

/** A resource or an output. */
export type Changed = Resource | Output;

/** What areas judge. */
export class JudgedAttributes {
  readonly #byType = new Map<string, Set<string>>();

  constructor(areas: readonly Area[]) {
    for (const { judges } of areas)
      for (const [type, names] of Object.entries(judges)) {
        const known = this.#byType.get(type) ?? new Set<string>();
        for (const name of names) known.add(name);
        this.#byType.set(type, known);
      }
  }

  /** Whether an area judges the attribute that a path begins with. */
  judges({ type }: Place, path: string): boolean {
    return this.#byType.get(type)?.has(attributeOf(path)) === true;
  }

  /** Whether an area judges an attribute, or the attribute is in the list of those that are shown as they are. */
  knows(place: Place, path: string): boolean {
    return this.judges(place, path) || isPlain(place.type, attributeOf(path));
  }

  /** Whether a type is known at all: what is created or deleted has no single attribute that changes. */
  knowsType({ type }: Place): boolean {
    return this.#byType.has(type) || isPlain(type, "");
  }
}

/** What findings say. */
export class Said {
  readonly #paths = new Map<string, readonly string[] | "all">();
  readonly #notReviewable = new Set<string>();

  constructor(findings: readonly Finding[]) {
    for (const { place, consequence, says, alsoSays = [] } of findings) {
      if (consequence === "not reviewable") this.#notReviewable.add(keyOf(place));
      this.#add(place, says ?? "all");
      for (const other of alsoSays) this.#add(other, "all");
    }
  }

  #add(place: Place, paths: readonly string[] | "all"): void {
    const known = this.#paths.get(keyOf(place));
    const all = paths === "all" || known === "all";
    this.#paths.set(keyOf(place), all ? "all" : [...(known ?? []), ...paths]);
  }

  /** The changes of a resource that no finding says. */
  unsaid(resource: Changed): readonly LeafChange[] {
    return resource.changes.filter((change) => !this.says(resource, change.path) && !isLeftToAws(resource, change));
  }

  /** Whether a finding says the change at a path. Of tags, the list of tags says it. */
  says(place: Place, path: string): boolean {
    const said = this.#paths.get(keyOf(place)) ?? [];
    return said === "all" || isTag(path) || said.some((one) => isUnder(path, one));
  }

  /** Whether a finding says a part of the same member of an attribute: another one of the rule `rule[common]`. */
  speaksWithin(place: Place, path: string): boolean {
    const said = this.#paths.get(keyOf(place)) ?? [];
    return said === "all" || said.some((one) => memberOf(one) === memberOf(path));
  }

  saysAll(place: Place): boolean {
    return this.#paths.get(keyOf(place)) === "all";
  }

  /** Whether a finding is about the resource, or says its change. */
  speaksOf(place: Place): boolean {
    return this.#paths.has(keyOf(place));
  }

  /** Whether a part of the change cannot be judged. */
  isOpen(place: Place): boolean {
    return this.#notReviewable.has(keyOf(place));
  }
}

const keyOf = ({ layer, address, deposed = "" }: Place): string => JSON.stringify([layer, address, deposed]);
const attributeOf = (path: string): string => /^[^.[ ]*/.exec(path)?.[0] ?? "";
/** The attribute, with the element of the attribute where the path names one. */
const memberOf = (path: string): string => /^[^.[ ]*(?:\[[^\]]*\])?/.exec(path)?.[0] ?? "";
export const isTag = (path: string): boolean => /^tags(?:_all)?(?:\.|$)/.test(path);
/** Whether a path is another one, or leads to a part of what is there. */
export const isUnder = (path: string, said: string): boolean =>
  path === said || (path.startsWith(said) && /^[.[ ]/.test(path.slice(said.length)));
