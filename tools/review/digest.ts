import { createHash } from "node:crypto";

import { isChanged, layerNameOf } from "./estate";
import type { ActionRun } from "./plan/beside-changes";
import type { LeafChange } from "./plan/changes";
import type { OutputChange, Plan, ResourceChange } from "./plan/model";
import { type Normal, isObject, orderOf, unknown } from "./plan/normal";
import { seen } from "./pages/shown";
import type { Review } from "./reviewed";

/** What the user binds a review to. */
export interface Binding {
  readonly commit?: string;
  /** The content of Terraform's dependency lock file. */
  readonly lock?: string;
}

/** A hash of what was reviewed, to be compared with what is applied. */
export interface Digest {
  /** `sha256:…`, of everything. */
  readonly whole: string;
  /** The hash of each layer's changes, in the order of the review. */
  readonly layers: readonly { readonly layer: string; readonly digest: string }[];
  /** What `--expect` takes: the whole, each layer and what the digest covers beside the changes, so that it names what differs. */
  readonly token: string;
  /** What the digest covers beside the changes, such as `commit 1a2b3c`. */
  readonly bound: readonly string[];
  /** What the plans do not tell, and the digest therefore does not cover. */
  readonly unbound: readonly string[];
}

/**
 * The digest of a review. The same change planned twice has the same digest: no time, no order and no identifier that AWS gives
 * later is in the digest. Of a secret, only that the secret is there or changes: a hash of a short secret can be guessed.
 */
export function digestOf(plans: readonly Plan[], review: Review, binding: Binding = {}): Digest {
  const common = boundOf(binding);
  const layers = review.layers.map(({ layer }) => {
    const plan = plans.find((one) => layerNameOf(one) === layer);
    const [context, changes] = plan === undefined ? [[], []] : [contextOf(plan), changesOf(plan)];
    return { layer, digest: hashOf([layer, context, common, [...changes].sort()]) };
  });
  // Neither the policy nor where a record writes a setting is a part of what is applied.
  const findings = review.findings.map((finding) => ({
    ...finding,
    level: undefined,
    line: undefined,
    reason: undefined,
  }));
  const whole = hashOf([layers, findings]);
  const bound = coveredBy(plans, common);
  const parts = [
    ...layers.map(({ layer, digest }) => `${labelOf(layer)}=${digest}`),
    ...bound.map((one) => `${signOfBound}${labelOf(one)}`),
  ];
  return { whole, layers, token: [whole, ...parts].join(), bound, unbound: notToldBy(plans) };
}

/** Before a part of the token that is no hash: what the hashes cover beside the changes. No label begins with it. */
export const signOfBound = "+";

/** A layer or a value in the token: no sign that the token, a shell or Markdown has a use for. */
export const labelOf = (layer: string): string =>
  encodeURIComponent(seen(layer)).replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** What a plan is made with, and for whom. */
const contextOf = ({ environment, kind, formatVersion, terraformVersion, providers }: Plan): unknown => [
  environment ?? null,
  kind,
  formatVersion,
  terraformVersion ?? null,
  providers,
];

/** What the apply of a plan does. */
const changesOf = ({ resources, outputs, actions, deferred }: Plan): readonly string[] => [
  ...resources.filter((one) => one.mode === "managed" && isChanged(one)).map((one) => changeOf(one, one.address)),
  ...outputs.filter(isChanged).map((one) => changeOf(one, `output.${one.name}`)),
  ...actions.map(runOf),
  ...deferred.map((one) => JSON.stringify(["deferred", one.address, one.reason])),
];

const runOf = ({ address, trigger, values, deferred }: ActionRun): string =>
  JSON.stringify(["runs", address, trigger ?? null, values === undefined ? null : orderOf(values), deferred ?? null]);

const changeOf = (one: ResourceChange | OutputChange, address: string): string =>
  JSON.stringify([
    address,
    "deposed" in one ? (one.deposed ?? null) : null,
    one.action,
    one.order ?? null,
    "previousAddress" in one ? (one.previousAddress ?? null) : null,
    "imported" in one && one.imported,
    "replacePaths" in one ? [...one.replacePaths].sort() : [],
    one.changes.map(differenceOf),
    [...one.unknown].sort(),
  ]);

const differenceOf = ({ path, before, after }: LeafChange): readonly string[] => [
  path,
  // What AWS is going to say anew says nothing of the change, and may be a time.
  after === unknown || before === undefined ? "absent" : orderOf(lasting(before)),
  after === undefined ? "absent" : orderOf(after),
];

/** Of a resource that is deleted, what is the same a minute later (provider's documentation of the types, "Attribute Reference"). */
const lasting = (value: Normal): Normal =>
  isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => !volatile.has(name))) : value;

const volatile = new Set([
  "latest_restorable_time",
  "estimated_number_of_users",
  "last_modified",
  "last_modified_date",
]);

const boundOf = ({ commit, lock }: Binding): readonly string[] => [
  ...(commit === undefined ? [] : [`commit ${commit}`]),
  ...(lock === undefined ? [] : [`lock file ${hashOf(lock)}`]),
];

function coveredBy(plans: readonly Plan[], common: readonly string[]): readonly string[] {
  const each = (of: (plan: Plan) => readonly string[]): readonly string[] => [...new Set(plans.flatMap(of))].sort();
  return [
    ...each(({ environment }) => (environment === undefined ? [] : [`environment ${environment}`])),
    ...each(({ providers }) => providers.accounts.map((one) => `account ${one}`)),
    ...each(({ providers }) => providers.regions.map((one) => `region ${one}`)),
    ...each(({ terraformVersion }) => (terraformVersion === undefined ? [] : [`Terraform ${terraformVersion}`])),
    ...each(({ providers }) => providers.versions.map((one) => `provider ${one}`)),
    ...each(({ kind, formatVersion }) => (kind === "source" ? [] : [`format ${formatVersion}`])),
    ...common,
  ];
}

function notToldBy(plans: readonly Plan[]): readonly string[] {
  const some = (isMissing: (plan: Plan) => boolean, what: string): readonly string[] =>
    plans.some(isMissing) ? [what] : [];
  return [
    ...some(({ environment }) => environment === undefined, "the environment"),
    ...some(({ providers }) => providers.accounts.length === 0, "the AWS account"),
    ...some(({ terraformVersion }) => terraformVersion === undefined, "the version of Terraform"),
    ...some(({ providers }) => providers.versions.length === 0, "the version of the provider"),
  ];
}

const hashOf = (value: unknown): string => `sha256:${createHash("sha256").update(JSON.stringify(value)).digest("hex")}`;
