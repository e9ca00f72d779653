import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { type Layer, layers } from "../../../stacks/layer/layer";
import { recordsToChange } from "../../changes/records";
import { whole, withChanges } from "../../changes/variants";
import { synthesizeRecorded } from "../../support/environments";
import type { Reads } from "../../support/reads";
import { nameOf, type Setting, settingsOfEnvironment, withInner } from "../../support/settings";

/** Records that have every setting between them, and what is changed of them. */
const records: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  full: {},
  prod: {},
  broad: {
    "edge.cloudFront.countries": { block: ["AQ"] },
    "edge.waf.bodyInspectionLimits": { loadBalancer: 8 },
  },
  "cloudfront-list": {},
  "cloudfront-rest": {},
  "cloudfront-http": {},
  "header-apply": {},
  apis: { "edge.restApi.waf.botControl": { mode: "block" } },
  "apis-weak": {},
  "weaker-values": {},
  "apis-closed": {},
  "state-http": {},
  "state-hcp": {},
};

/** The layers that read each setting while the stacks are built. A setting that stands in several places is one setting. */
export class Readers {
  private readonly settings = settingsOfEnvironment();
  private readonly layers = new Map<string, Set<Layer>>();
  private readonly places = placesOfEach(this.settings);

  /** Those of records that have every setting between them. @param caBundle the path of a PEM file, relative to the repository */
  static ofEverySetting(caBundle: string): Readers {
    const readers = new Readers();
    const all = recordsToChange(caBundle);
    for (const [name, changes] of Object.entries(records)) {
      const record = all[name];
      if (record === undefined) throw new Error(`there is no record ${name}`);
      readers.note(synthesizeRecorded(withChanges(whole(record), changes) as EnvironmentRecord).reads);
    }
    return readers;
  }

  /** Adds what the layers of an environment read. */
  note(reads: Reads<Layer>): void {
    for (const { part, path } of reads.entries()) {
      const setting = settingAt(this.settings, path);
      if (setting === undefined) continue;
      this.layers.set(setting.path, (this.layers.get(setting.path) ?? new Set<Layer>()).add(part));
    }
  }

  /** In the order of deployment: those that read the setting at its place, or at its other places where none does. */
  of(path: string): Layer[] {
    const places = this.layers.has(path) ? [path] : this.placesOf(path);
    const found = new Set(places.flatMap((place) => [...(this.layers.get(place) ?? [])]));
    return layers.filter((layer) => found.has(layer));
  }

  /** Every place at which a setting stands, by one of them. */
  placesOf(path: string): readonly string[] {
    return this.places.get(path) ?? [];
  }

  /** What these readers have and others have not: `network.nat: edge`. */
  besides(others: Readers): string[] {
    return [...this.layers].flatMap(([path, own]) => {
      const known = others.of(path);
      return [...own].filter((layer) => !known.includes(layer)).map((layer) => `${path}: ${layer}`);
    });
  }
}

function placesOfEach(settings: readonly Setting[]): ReadonlyMap<string, readonly string[]> {
  const all = withInner(settings);
  const bySchema = new Map<unknown, Setting[]>();
  for (const setting of all) bySchema.set(setting.schemas[0], [...(bySchema.get(setting.schemas[0]) ?? []), setting]);
  return new Map(
    all.map(({ path, schemas }) => [
      path,
      (bySchema.get(schemas[0]) ?? []).map((same) => same.path).filter((place) => nameOf(place) === nameOf(path)),
    ]),
  );
}

/** The setting at a place of an environment. An item of a list of texts is the list. */
function settingAt(settings: readonly Setting[], [key, ...rest]: readonly string[]): Setting | undefined {
  const setting = settings.find(({ path }) => nameOf(path) === key);
  const [first] = setting?.settings ?? [];
  if (setting === undefined || first === undefined) return setting;
  const place = first.path[setting.path.length] === "." ? rest : rest.slice(1);
  return place.length === 0 ? setting : settingAt(setting.settings, place);
}
