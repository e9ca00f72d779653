import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ConfigurationError } from "../../modules/shared/configuration-error";
import type { EnvironmentRecord } from "../../stacks/environments/schema/environment";
import { type RecordedStacks, synthesizeRecorded } from "../support/environments";
import { repository } from "../../tools/shared/repository";
import { scratchFolder } from "../../tools/shared/scratch";
import { Readers } from "../docs/settings-reference/layers";
import { changeOf, Configuration, type Change } from "./change";
import { recordsToChange } from "./records";
import { cycles } from "./rules/cycle";
import { destroyedInUse } from "./rules/in-use";
import { lostKeys } from "./rules/kept-keys";
import { exchanged } from "./rules/known-outside";
import { settingNames, halvesOf, together, variantsOf, writtenVariants, type Together, type Variant } from "./variants";
import { exchanges } from "./exchanges";
import { unchangeable } from "./written";

interface Base extends RecordedStacks {
  readonly configuration: Configuration;
}

const bases = new Map<EnvironmentRecord, Base | undefined>();
/** What the layers read for all records, and what docs/settings-reference.md says that they read. */
const readers = new Readers();
let readersOfPage: Readers;

/** Undefined where the constructs refuse what the schema takes. */
function synthesized(record: EnvironmentRecord, before?: Base): Base | undefined {
  try {
    const recorded = synthesizeRecorded(record, before);
    readers.note(recorded.reads);
    return { ...recorded, configuration: new Configuration(recorded.stacks) };
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

function baseOf(record: EnvironmentRecord): Base | undefined {
  if (!bases.has(record)) bases.set(record, synthesized(record));
  return bases.get(record);
}

const changed = new Set<string>();
/** By rule, and then by setting and kind of resource. */
const found = {
  destroyedInUse: new Map<string, string>(),
  lostKeys: new Map<string, string>(),
  exchanged: new Map<string, string>(),
  cycles: new Map<string, string>(),
};

function judged({ setting, how, base }: Variant, change: Change): void {
  const note = (rule: keyof typeof found, kind: string, words: string): void => {
    found[rule].set(`${setting}: ${kind}`, `${base}: ${setting} ${how}: ${words}`);
  };
  for (const { gone, user, words } of destroyedInUse(change)) {
    note("destroyedInUse", `${gone.type}, used by ${user.type}`, words);
  }
  for (const { key, words } of lostKeys(change)) note("lostKeys", key.type, words);
  for (const { type, words } of exchanged(change)) note("exchanged", type, words);
  for (const words of cycles(change)) note("cycles", "cycle", words);
}

/** Nothing is destroyed by most changes, and nothing is to be judged then. */
const destroys = ({ gone, replaced }: Change): boolean => gone.length + replaced.length > 0;

const finds = (change: Change): boolean =>
  [destroyedInUse, lostKeys, exchanged, cycles].some((rule) => rule(change).length > 0);

/** Both directions; and each half of the changes where the changes together find something, or are refused together. */
function lookAt({ members, before, after }: Together): void {
  const one = baseOf(before);
  const other = synthesized(after, one);
  const isAlone = members.length === 1;
  if (one !== undefined && other !== undefined) {
    const [old, next] = [one.configuration, other.configuration];
    const changes = [changeOf(old, next), changeOf(next, old)].filter(destroys);
    if (isAlone || !changes.some(finds)) {
      for (const member of members) {
        changed.add(member.setting);
        for (const change of changes) judged(member, change);
      }
      return;
    }
  }
  if (!isAlone) for (const half of halvesOf({ members, before, after })) lookAt(half);
}

beforeAll(() => {
  const folder = scratchFolder("trust-store");
  const bundle = path.join(folder.path, "clients.pem");
  writeFileSync(bundle, "-----BEGIN CERTIFICATE-----\n");
  const records = recordsToChange(path.relative(repository, bundle));
  const exchanging = new Set(Object.keys(exchanges).map((key) => key.split(": ")[0] ?? key));
  for (const changes of together(variantsOf(records), exchanging)) lookAt(changes);
  for (const changes of writtenVariants(records)) lookAt(changes);
  readersOfPage = Readers.ofEverySetting(path.relative(repository, bundle));
}, 180_000);

test("every setting is changed in some record, or has a reason why it cannot be", () => {
  expect(settingNames.length).toBeGreaterThan(350);
  expect(settingNames.filter((name) => !changed.has(name)).sort()).toEqual(Object.keys(unchangeable).sort());
});

test("no layer reads a setting of which docs/settings-reference.md does not say so", () => {
  expect(readers.besides(readersOfPage)).toEqual([]);
});

test("no change of a setting destroys what AWS refuses to delete in use before what stays lets go of it", () => {
  expect([...found.destroyedInUse.values()]).toEqual([]);
});

test("no change of a setting takes the key of data that stays", () => {
  expect([...found.lostKeys.values()]).toEqual([]);
});

test("no change of a setting destroys what leads to something that Terraform is to forget, under what stays", () => {
  expect([...found.cycles.values()]).toEqual([]);
});

test("what the public or partners know by name or value is exchanged by those settings alone that say so", () => {
  expect([...found.exchanged.keys()].sort()).toEqual(Object.keys(exchanges).sort());
});

test.each(Object.entries(exchanges))("the docstring says what another value does: %s", (_, { file, sentence }) => {
  const text = readFileSync(path.join(repository, "stacks/environments/schema", `${file}.ts`), "utf8");
  expect(text.replace(/\s+(\* )?/g, " ")).toContain(sentence);
});
