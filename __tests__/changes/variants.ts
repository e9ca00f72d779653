import type { z } from "zod";
import { ConfigurationError } from "../../modules/shared/configuration-error";
import { checkEnvironments, withPreset } from "../../stacks/environments/check";
import { type Tree, withValue } from "../../stacks/environments/tree";
import { bare, optionsOf } from "../../stacks/environments/rule-of-schema";
import {
  environmentSettings,
  type Environment,
  type EnvironmentRecord,
} from "../../stacks/environments/schema/environment";
import { wafSettings, webWafSettings } from "../../stacks/environments/schema/edge/waf/waf";
import { today } from "../support/today";
import { unchangeable, written, type Written } from "./written";

/** A change of one setting. */
export interface Variant {
  /** `edge.restApi.routes[].body`: items of a list are `[]`, keys of a table `{}`. */
  readonly setting: string;
  readonly how: string;
  /** The record that is changed. */
  readonly base: string;
  /** Where in the record. @default several settings change */
  readonly path?: Path;
  readonly to?: unknown;
}

/** As many changes of one setting are looked at: an enumeration may have hundreds of values that differ in nothing here. */
const mostOfOneSetting = 2;

/** Values of settings that are texts or tables, which the schema does not give by itself. */
const examples: readonly (readonly [setting: RegExp, ...values: unknown[]])[] = [
  [/^tags$/, { Team: "web" }],
  [/^permissionsBoundaryArn$/, "arn:aws:iam::aws:policy/PowerUserAccess"],
  [/^state\.region$/, "us-east-1"],
  [/^state\.hostname$/, "app.terraform.io"],
  [/^compute\.database\.engineVersion$/, "8.0"],
  [/^compute\.fleet\.healthPath$/, "/healthy"],
  [/^compute\.fleet\.size$/, { min: 3, desired: 3, max: 6 }],
  [/passkeys\.relyingPartyId$/, "app.example.com"],
  [/checks\.scopes$/, ["write"]],
  [/^edge\.sharedFunctions$/, ["hello"], []],
  [/signIn\.css$/, ".banner-customizable { background: #fff; }"],
  [/ownershipCertificate$/, "issued"],
  [/httpApi\.clients$/, ["web"], ["machine"]],
  [/(query|headers)$/, { id: "required" }],
  [/contentTypes$/, ["application/json"]],
  [/integration\.response$/, "$input.body"],
  [/integration\.body$/, { fine: true }],
  [/policy\.allow\.accountIds$/, ["123456789012"]],
  [/policy\.allow\.organizationIds$/, ["o-abcdefghij"]],
  [/policy\.allow\.vpcEndpointIds$/, ["vpce-0123456789abcdef0"]],
  [/policy\.(allow|deny)\.cidrBlocks$/, ["8.8.4.0/24"]],
  [/policy\.deny$/, { cidrBlocks: ["8.8.4.0/24"] }],
];

const examplesOf = (setting: string): unknown[] =>
  examples.filter(([pattern]) => pattern.test(setting)).flatMap(([, ...values]) => values);

type Schema = z.core.$ZodTypes;
type Path = readonly PropertyKey[];

/** A place of a record, with what the schema says of it. */
interface Place {
  readonly setting: string;
  readonly path: Path;
  readonly schema: Schema;
  readonly value: unknown;
}

/** What can stand at a place instead, and in which words. */
interface Alternative {
  readonly how: string;
  readonly value: unknown;
}

/** The reason and the end of a departure are no settings. */
const ofDeparture = ["reason", "until"];

/** What is within a schema, each with the name that a setting there has: `.key`, `[]` or `{}`. A departure's value is its setting. */
function within(schema: Schema): { readonly name: string; readonly key?: string; readonly schema: Schema }[] {
  const { def } = schema._zod;
  switch (def.type) {
    case "object":
      return Object.entries(def.shape)
        .filter(([key]) => !ofDeparture.includes(key))
        .map(([key, child]) => ({
          name: key === "value" && isDeparture(schema) ? "" : `.${key}`,
          key,
          schema: child as Schema,
        }));
    case "array":
      return [{ name: "[]", schema: def.element as Schema }];
    case "record":
      return [{ name: "{}", schema: def.valueType as Schema }];
    default:
      return [];
  }
}

const isDeparture = (schema: Schema): boolean =>
  schema._zod.def.type === "object" && Object.hasOwn(schema._zod.def.shape, "reason");

/** A setting that takes one value alone, or none, cannot be changed. */
function isFixed(schema: Schema): boolean {
  const { def } = bare(schema)._zod;
  return def.type === "never" || (def.type === "literal" && def.values.length === 1 && schema === bare(schema));
}

/** Where a group of settings stands first: one that stands in several places, as a firewall's does, is one group. */
const firstNames = new Map<Schema, string>();

function nameOf(schema: Schema, name: string): string {
  if (schema._zod.def.type !== "object") return name;
  // The web application's firewall is an API's, but for what takes a reason.
  const group = schema === webWafSettings ? wafSettings : schema;
  const first = firstNames.get(group) ?? name;
  firstNames.set(group, first);
  return first;
}

/** The name of every setting that the schema has. */
function namesIn(schema: Schema, name: string): string[] {
  return optionsOf(bare(schema)).flatMap((option) => {
    const first = nameOf(option, name);
    if (first !== name) return [];
    return within(option).flatMap((child) => {
      if (isFixed(child.schema)) return [];
      const full = `${first}${child.name}`.replace(/^\./, "");
      return [full, ...namesIn(child.schema, full)];
    });
  });
}

/** An item of a list, and an entry of a table, is no setting of its own: the list or the table is changed. */
const isItem = (name: string): boolean => /(\[\]|\{\})$/.test(name);

const allNames: readonly string[] = [...new Set(namesIn(environmentSettings, ""))];

export const settingNames: readonly string[] = allNames.filter((name) => !isItem(name));

/** The settings that are lists. */
export const listNames: readonly string[] = allNames
  .filter((name) => name.endsWith("[]"))
  .map((name) => name.replace(/\[\]$/, ""));

/** The places of a record, each with its value or without. */
export function placesOf(value: unknown, schema: Schema = environmentSettings, setting = "", path: Path = []): Place[] {
  const chosen = optionsOf(bare(schema)).filter((option) => fits(option, value));
  return chosen.flatMap((option) =>
    within(option).flatMap((child) => {
      const keys = child.key === undefined ? Object.keys((value ?? {}) as object) : [child.key];
      return keys.flatMap((key) => {
        const name = `${nameOf(option, setting)}${child.name}`.replace(/^\./, "");
        const inner = (value as Tree)[key];
        const place = { setting: name, path: [...path, key], schema: child.schema, value: inner };
        if (isFixed(child.schema)) return [];
        return [place, ...(inner === undefined ? [] : placesOf(inner, child.schema, name, place.path))];
      });
    }),
  );
}

/** A list that a record has. */
export interface ListOfRecord {
  readonly setting: string;
  readonly path: Path;
  readonly items: readonly unknown[];
}

/** Every list of a record, inner lists before the list that they are in. */
export function listsOf({ preset: _, ...settings }: EnvironmentRecord): ListOfRecord[] {
  return placesOf(settings)
    .flatMap(({ setting, path, value }) => (Array.isArray(value) ? [{ setting, path, items: value }] : []))
    .sort((one, other) => other.path.length - one.path.length);
}

/** Every text that a record with all that its preset gives has. */
export const textsOf = (record: EnvironmentRecord) => {
  const { preset: _, ...settings } = whole(record);
  return placesOf(settings).flatMap(({ setting, path, value, schema }) =>
    typeof value === "string" ? [{ setting, path, value, mayBe: (text: string) => fits(schema, text) }] : [],
  );
};

const fits = (schema: Schema, value: unknown): boolean => (schema as unknown as z.ZodType).safeParse(value).success;

function alternativesOf({ setting, schema, value }: Place): Alternative[] {
  if (unchangeable[setting] !== undefined) return [];
  const options = optionsOf(bare(schema));
  const others = options.flatMap((option) =>
    value !== undefined && fits(option, value) ? changed(setting, option, value) : samples(setting, option),
  );
  const given = examplesOf(setting).map((example) => ({ how: `is ${JSON.stringify(example)}`, value: example }));
  // The preset gives a value that has to be given, where the record leaves the value out: another value shows the same.
  const mayBeLeftOut =
    value !== undefined && !isItem(setting) && (typeof value === "object" || fits(schema, undefined));
  return [...(mayBeLeftOut ? [{ how: "is left out", value: undefined }] : []), ...given, ...others];
}

function changed(setting: string, schema: Schema, value: unknown): Alternative[] {
  const { def } = schema._zod;
  if (def.type === "array") {
    const list = value as unknown[];
    const [more] = samples(`${setting}[]`, bare(def.element as Schema));
    return [
      ...(list.length > 0 ? [{ how: "is emptied", value: [] }] : []),
      ...(list.length > 1 ? [{ how: "has its first taken out", value: list.slice(1) }] : []),
      ...(more === undefined ? [] : [{ how: "has one more, in front", value: [more.value, ...list] }]),
    ];
  }
  if (def.type === "record") {
    const [first, ...rest] = Object.entries(value as Tree);
    return first === undefined
      ? samples(setting, schema)
      : [
          { how: "has its first taken out", value: Object.fromEntries(rest) },
          {
            how: "has its first under another name",
            value: Object.fromEntries([[`${first[0]}-b`, first[1]], ...rest]),
          },
        ];
  }
  if (def.type === "string") return changedTexts(String(value)).map((text) => ({ how: "is another", value: text }));
  if (def.type === "number")
    return [Number(value) + 1, Number(value) - 1].map((number) => ({ how: "is another", value: number }));
  return samples(setting, schema).filter((sample) => sample.value !== value);
}

/** The same text with one letter or digit changed, from its end. */
function changedTexts(text: string): string[] {
  return text
    .split(/(?=[^])/)
    .flatMap((sign, at) => (/[a-z0-8]/.test(sign) ? [at] : []))
    .reverse()
    .slice(0, 4)
    .map(
      (at) =>
        text.slice(0, at) +
        (text[at] === "z" ? "a" : String.fromCharCode(text.charCodeAt(at) + 1)) +
        text.slice(at + 1),
    );
}

/** Values that fit a schema, as far as it says which do; texts are examples of a table. */
function samples(setting: string, schema: Schema): Alternative[] {
  const is = (value: unknown): Alternative => ({ how: `is ${shown(value)}`, value });
  const { def } = schema._zod;
  switch (def.type) {
    case "boolean":
      return [is(true), is(false)];
    case "literal":
      return def.values.map(is);
    case "enum":
      return Object.values(def.entries).slice(0, mostOfOneSetting).map(is);
    case "number": {
      const { minValue, maxValue } = schema as unknown as z.ZodNumber;
      return [minValue, maxValue].filter((number) => number !== null && Number.isSafeInteger(number)).map(is);
    }
    case "array":
      return samplesOf(`${setting}[]`, def.element as Schema)
        .slice(0, 1)
        .map(({ value }) => is([value]));
    case "record":
      return examplesOf(`${setting}{}`).map(is);
    case "object": {
      const required = within(schema).filter((child) => !fits(child.schema, undefined));
      const values = required.map(
        (child) => [child.key, samplesOf(`${setting}${child.name}`, child.schema)[0]?.value] as const,
      );
      if (values.some(([, value]) => value === undefined)) return [];
      const departure = isDeparture(schema) ? { reason: "a change that the pairs look at" } : {};
      return [is({ ...Object.fromEntries(values), ...departure })];
    }
    default:
      return examplesOf(setting).map(is);
  }
}

const samplesOf = (setting: string, schema: Schema): Alternative[] =>
  optionsOf(bare(schema)).flatMap((option) => samples(setting, option));

function shown(value: unknown): string {
  const text = JSON.stringify(value).replace(/,?"reason":"[^"]*"/, "");
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

const wholes = new Map<EnvironmentRecord, Tree>();

/**
 * A record with everything in it that its preset gives, and each group that the schema gives: the same one each time, so that
 * its synth serves every change.
 */
export function whole(record: EnvironmentRecord): Tree {
  const { preset = "production", lab: _, ...own } = record;
  const settings = (): Tree => withGroups(withPreset(preset, own).merged, environmentSettings) as Tree;
  const tree = wholes.get(record) ?? { preset, ...settings() };
  wholes.set(record, tree);
  return tree;
}

/** A value with the groups that are there although it leaves them out. */
function withGroups(value: unknown, schema: Schema): unknown {
  const { def } = schema._zod;
  if (value === undefined) return def.type === "prefault" ? withGroups(def.defaultValue, schema) : undefined;
  if (typeof value !== "object" || value === null) return value;
  const option = optionsOf(bare(schema)).find((one) => fits(one, value));
  const children = option === undefined ? [] : within(option);
  if (children.length === 0) return value;
  const inner = children.flatMap(({ key, schema: child }) =>
    (key === undefined ? Object.keys(value) : [key]).map(
      (name) => [name, withGroups((value as Tree)[name], child)] as const,
    ),
  );
  const given = inner.filter(([, one]) => one !== undefined);
  return Array.isArray(value) ? given.map(([, item]) => item) : { ...value, ...Object.fromEntries(given) };
}

/** What the stacks would see of a record; undefined where it is refused. */
export function checked(record: EnvironmentRecord): Environment | undefined {
  try {
    return checkEnvironments({ it: record }, today).environments[0];
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

/** A record with several settings changed, each by its path. */
export function withChanges(tree: Tree, changes: Written["changes"]): Tree {
  return Object.entries(changes).reduce<unknown>(
    (changed, [place, value]) => withValue(changed, place.split("."), value ?? undefined),
    tree,
  ) as Tree;
}

/** The changes that are written out. One that the schema refuses, or that changes nothing, is a fault of the tests. */
export function writtenVariants(bases: Readonly<Record<string, EnvironmentRecord>>): Together[] {
  return Object.entries(written).map(([setting, { base, changes }]) => {
    const record = bases[base];
    if (record === undefined) throw new Error(`${setting} is changed in ${base}, which is no record`);
    const before = whole(record);
    const after = withChanges(before, changes) as EnvironmentRecord;
    const { environments } = checkEnvironments({ it: after }, today);
    if (JSON.stringify(environments[0]) === JSON.stringify(checked(before as EnvironmentRecord)))
      throw new Error(`the written change of ${setting} changes nothing`);
    const member = { setting, how: "is changed as written", base };
    return { members: [member], before: before as EnvironmentRecord, after };
  });
}

/** One change of one setting, with the records before and after. */
interface Alone extends Variant {
  readonly path: Path;
  readonly from: unknown;
  readonly to: unknown;
  readonly before: EnvironmentRecord;
  readonly after: EnvironmentRecord;
}

/**
 * For every setting changes of it, in the first record that allows one: values of it, and its absence. What a later record
 * allows besides is looked at only where no record before had the setting both given and left out.
 */
export function variantsOf(bases: Readonly<Record<string, EnvironmentRecord>>): Alone[] {
  const variants = new Map<string, Alone>();
  const counts = new Map<string, number>();
  const leftOut = new Set<string>();
  for (const [base, record] of Object.entries(bases)) {
    const settled = new Set(counts.keys());
    const tree = whole(record);
    const before = tree as EnvironmentRecord;
    const seen = new Set([JSON.stringify(checked(before))]);
    const { preset: _, ...settings } = tree;
    for (const place of placesOf(settings)) {
      const { setting, path } = place;
      if ((counts.get(setting) ?? 0) >= mostOfOneSetting) continue;
      for (const { how, value } of alternativesOf(place)) {
        const key = `${setting} ${how}`;
        const count = counts.get(setting) ?? 0;
        const isLeftOut = value === undefined || place.value === undefined;
        if (variants.has(key) || count >= (isText(value) ? 1 : mostOfOneSetting)) continue;
        if (settled.has(setting) && (!isLeftOut || leftOut.has(setting))) continue;
        const after = withValue(tree, path, value) as EnvironmentRecord;
        const allowed = checked(after);
        const environment = JSON.stringify(allowed);
        if (allowed === undefined || seen.has(environment)) continue;
        seen.add(environment);
        counts.set(setting, count + 1);
        if (isLeftOut) leftOut.add(setting);
        variants.set(key, { setting, how, base, before, after, path, from: place.value, to: value });
      }
    }
  }
  return [...variants.values()];
}

const isText = (value: unknown): boolean => typeof value === "number" || typeof value === "string";
const isListOfTexts = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isText);
/** Without the reason, where a value is a departure. */
const departed = (value: unknown): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, "value") ? (value as Tree)["value"] : value;

/** Changes of one record that are made together, since none hides what another does. */
export interface Together {
  readonly members: readonly Variant[];
  readonly before: EnvironmentRecord;
  readonly after: EnvironmentRecord;
}

/**
 * Puts changes of one record together, which saves synths: values of settings of which none is within another. What switches
 * a whole part of an environment on or off stays alone, since it could hide what another change does there; and what is known
 * to exchange something, since the halves of its group would have to be looked at.
 */
export function together(variants: readonly Alone[], exchanging: ReadonlySet<string>): Together[] {
  const all: {
    base: string;
    groups: string[];
    members: Variant[];
    before: EnvironmentRecord;
    after: EnvironmentRecord;
  }[] = [];
  for (const variant of variants) {
    const { setting, base, before, after, path, to } = variant;
    const values = [variant.from, to].map(departed);
    const switches = path.length < 5 && values.some((value) => typeof value === "object" && !isListOfTexts(value));
    const isAlone = exchanging.has(setting) || switches;
    const group = `${path.join(".")}.`;
    const isWithin = (other: string): boolean => other.startsWith(group) || group.startsWith(other);
    const candidates = isAlone
      ? []
      : all.filter((one) => one.base === base && !one.groups.some(isWithin)).slice(-tries);
    const fitting = candidates.find(
      (one) => checked(withValue(one.after, path, to) as EnvironmentRecord) !== undefined,
    );
    if (fitting === undefined) {
      // A change that stays alone takes no other in.
      all.push({ base: isAlone ? `${base}, alone` : base, groups: [group], members: [variant], before, after });
      continue;
    }
    fitting.groups.push(group);
    fitting.members.push(variant);
    fitting.after = withValue(fitting.after, path, to) as EnvironmentRecord;
  }
  return all;
}

/** The first half of the changes, and the second. A half that is refused without the other has no changes. */
export function halvesOf({ members, before }: Together): Together[] {
  const middle = Math.ceil(members.length / 2);
  return [members.slice(0, middle), members.slice(middle)].map((half) => ({
    members: half,
    before,
    after: half.reduce<unknown>(
      (record, { path = [], to }) => withValue(record, path, to),
      before,
    ) as EnvironmentRecord,
  }));
}

/** With how many of the last groups of changes one more is tried. */
const tries = 4;
