import { type Layers, comparedText } from "../../order/layers";
import type { Configuration } from "../../terraform/configuration";
import type { Place } from "../estate";
import type { Consequence, Direction, Finding } from "../finding";
import { isRecord } from "../plan/json-value";
import { listed } from "../settings/words";
import { textsIn } from "./texts";

interface Said {
  readonly rule: string;
  readonly consequence: Consequence;
  readonly direction: Direction;
  readonly part: string;
  readonly before: string;
  readonly after: string;
  readonly meaning: string;
}

/** What a layer says of itself beside its resources: the accounts that its provider accepts, and its checks. */
export function stackFindings(environment: string, layer: string, base: Layers, head: Layers): readonly Finding[] {
  const [old, now] = [base.get(layer)?.configuration, head.get(layer)?.configuration];
  if (old === undefined || now === undefined) return [];
  const place = stackOf(environment, layer);
  return [...accounts(old, now), ...checks(old, now)].map((said) => ({
    ...said,
    place,
    says: [],
  }));
}

const providersOf = ({ provider }: Configuration) => provider?.["aws"] ?? [];

function accounts(old: Configuration, now: Configuration): readonly Said[] {
  const of = (configuration: Configuration): readonly string[] => [
    ...new Set(providersOf(configuration).map((one) => [...textsIn(one["allowed_account_ids"])].sort().join(", "))),
  ];
  const [had, has] = [of(old), of(now)];
  if (comparedText(had) === comparedText(has)) return [];
  const words = (ids: readonly string[]): string => ids.map((one) => one || "any account").join("; ");
  const [guarded, guards] = [had, has].map((ids) => ids.every((one) => one !== ""));
  return [
    {
      rule: "allowed-accounts",
      consequence: "guard lost",
      direction: guarded === guards ? "cannot tell" : guarded ? "weaker" : "stronger",
      part: "allowed_account_ids",
      before: words(had),
      after: words(has),
      meaning: guards
        ? "Terraform refuses credentials of every other account."
        : "Terraform applies to whichever account the credentials are of.",
    },
  ];
}

function checks(old: Configuration, now: Configuration): readonly Said[] {
  const names = [...new Set([...Object.keys(old.check ?? {}), ...Object.keys(now.check ?? {})])].sort();
  return names.flatMap((name): readonly Said[] => {
    const [had, has] = [old.check?.[name], now.check?.[name]];
    if (comparedText(had) === comparedText(has)) return [];
    return [
      {
        rule: "check-blocks",
        consequence: "guard lost",
        direction: had === undefined ? "stronger" : has === undefined ? "weaker" : "cannot tell",
        part: `check ${name}`,
        before: had === undefined ? "nothing" : "checked",
        after: has === undefined ? "nothing" : had === undefined ? "checked" : "checked in another way",
        meaning:
          has === undefined
            ? "Terraform no longer warns of what the check found."
            : "Terraform warns if the check fails.",
      },
    ];
  });
}

/** A default tag that changes, once for all the layers that it changes in (Terraform AWS provider, `default_tags`). */
export function defaultTagFindings(
  environment: string,
  layers: readonly string[],
  base: Layers,
  head: Layers,
): readonly Finding[] {
  const changes = new Map<string, { readonly change: TagChange; readonly layers: string[] }>();
  for (const layer of layers)
    for (const change of changedTags(base.get(layer)?.configuration, head.get(layer)?.configuration)) {
      const known = changes.get(JSON.stringify(change));
      if (known === undefined) changes.set(JSON.stringify(change), { change, layers: [layer] });
      else known.layers.push(layer);
    }
  return [...changes.values()].map(({ change: { tag, before, after }, layers: changed }) => ({
    rule: "default-tags",
    consequence: "other",
    direction: "neutral",
    place: stackOf(environment, changed[0] ?? ""),
    part: `tag ${tag} of every resource${changed.length > 1 ? ` of ${listed(changed)}` : ""}`,
    before,
    after,
    meaning: "The tags of every resource that has tags change.",
    says: [],
  }));
}

interface TagChange {
  readonly tag: string;
  readonly before: string;
  readonly after: string;
}

function changedTags(old: Configuration | undefined, now: Configuration | undefined): readonly TagChange[] {
  if (old === undefined || now === undefined) return [];
  const [had, has] = [tagsOf(old), tagsOf(now)];
  const names = [...new Set([...Object.keys(had), ...Object.keys(has)])].sort();
  return names
    .filter((tag) => had[tag] !== has[tag])
    .map((tag) => ({ tag, before: textOf(had[tag]), after: textOf(has[tag]) }));
}

function stackOf(environment: string, layer: string): Place {
  const name = `${environment}-${layer}`;
  return { layer, address: name, type: "stack", name, isFirst: false };
}

function tagsOf(configuration: Configuration): Readonly<Record<string, unknown>> {
  const [first] = providersOf(configuration);
  const defaults: unknown = first?.["default_tags"];
  const block: unknown = Array.isArray(defaults) ? defaults[0] : defaults;
  const tags = isRecord(block) ? block["tags"] : undefined;
  return isRecord(tags) ? tags : {};
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "nothing");
