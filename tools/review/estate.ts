import { own } from "./plan/json-value";
import type { OutputChange, Plan, ResourceChange } from "./plan/model";
import { type Normal, type NormalObject, elementsOf, isList, isObject, isSet, unknown } from "./plan/normal";
import { referenceTo } from "./source/expressions";

/** The two states that a plan tells of. */
export type Side = "before" | "after";

/** What a finding can be about. */
export interface Place {
  /** Of the plan; the name of the input where the plan does not tell. */
  readonly layer: string;
  /** Terraform's; `output.vpc_id` for an output. */
  readonly address: string;
  /** `output` for an output. */
  readonly type: string;
  readonly name: string;
  readonly deposed?: string;
  /** Whether the layer has nothing before: this is its first apply. */
  readonly isFirst: boolean;
  readonly before?: Normal;
  readonly after?: Normal;
}

/** A managed resource of one layer, changed or not. */
export interface Resource extends ResourceChange, Place {
  readonly deposed?: string;
}

/** An output of one layer, changed or not. */
export interface Output extends OutputChange, Place {
  readonly type: "output";
}

/** What an attribute names: a resource of the plans, or a value that none of them has. */
export type Target =
  | { readonly kind: "resource"; readonly resource: Resource }
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "unknown" }
  | { readonly kind: "none" };

/** The resources of all plans, with what they have before and after. */
export class Estate {
  readonly resources: readonly Resource[];
  readonly outputs: readonly Output[];
  /** The accounts that the layers work in. Empty where no plan tells. */
  readonly accounts: ReadonlySet<string>;
  readonly #byType = new Map<string, Resource[]>();
  readonly #byIdentity: Readonly<Record<Side, ReadonlyMap<string, readonly Resource[]>>>;
  readonly #byAddress = new Map<string, Resource>();
  readonly #byConfigured = new Map<string, Resource[]>();

  constructor(readonly plans: readonly Plan[]) {
    this.resources = plans.flatMap((plan) =>
      plan.resources
        .filter(({ mode }) => mode === "managed")
        .map((one): Resource => ({ ...asItStays(one), ...layerOf(plan) })),
    );
    this.outputs = plans.flatMap((plan) =>
      plan.outputs.map((one): Output => ({ ...one, ...layerOf(plan), type: "output", address: `output.${one.name}` })),
    );
    for (const one of this.resources) {
      this.#byAddress.set(placeOf(one), one);
      addTo(this.#byType, one.type, one);
      if (one.deposed === undefined) addTo(this.#byConfigured, `${one.layer} ${withoutIndex(one.address)}`, one);
    }
    this.#byIdentity = { before: this.#identities("before"), after: this.#identities("after") };
    this.accounts = new Set(plans.flatMap(accountsIn));
  }

  /** In the order of the plans and of the addresses. */
  ofType(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /** The resources of some types that change in any way. What leaves Terraform's care stays as it is. */
  changed(...types: readonly string[]): readonly Resource[] {
    return this.ofType(...types).filter((one) => isChanged(one) && one.action !== "forget");
  }

  at(layer: string, address: string): Resource | undefined {
    return this.#byAddress.get(`${layer} ${address}`);
  }

  /**
   * What an attribute names on one side. A value that is known after apply is followed through the plan's configuration: a
   * replaced resource is then still itself.
   *
   * @param path names of attributes from the resource down, `vpc_config.subnet_ids`; each element of a list is meant
   */
  targets(side: Side, resource: Resource, path: string): readonly Target[] {
    return valuesAt(resource[side], path.split(".")).flatMap((value) => this.#targetsOf(side, resource, path, value));
  }

  /** As `targets`, for an attribute that has one value. */
  target(side: Side, resource: Resource, path: string): Target {
    return this.targets(side, resource, path)[0] ?? { kind: "none" };
  }

  /** The resources of some types whose attribute names a resource on one side. */
  naming(side: Side, named: Resource, path: string, ...types: readonly string[]): readonly Resource[] {
    return this.ofType(...types).filter(
      (one) =>
        one[side] !== undefined &&
        this.targets(side, one, path).some((target) => target.kind === "resource" && target.resource === named),
    );
  }

  #targetsOf(side: Side, resource: Resource, path: string, value: Normal): readonly Target[] {
    if (value === unknown) return this.#referred(resource, path) ?? [{ kind: "unknown" }];
    if (typeof value !== "string") return [{ kind: "unknown" }];
    // A plan of a higher layer may still name what a lower layer's plan replaces.
    const known = this.#byIdentity[side].get(value) ?? this.#byIdentity.before.get(value) ?? [];
    const named = known.length < 2 ? known[0] : ofPath(known, path);
    return [named === undefined ? { kind: "value", value } : { kind: "resource", resource: named }];
  }

  #referred(resource: Resource, path: string): readonly Target[] | undefined {
    const found = this.referred(resource, path);
    return found.length === 0 ? undefined : found.map((one) => ({ kind: "resource", resource: one }));
  }

  /** The resources that the configuration writes an attribute with. It names those of a module from within the module. */
  referred({ layer, module, index, references }: Resource, path: string): readonly Resource[] {
    const addresses = (references[path] ?? []).map((one) => (module === undefined ? one : `${module}.${one}`));
    const indexed = new Set(addresses.filter((one) => withoutIndex(one) !== one).map(withoutIndex));
    // Terraform lists `a[0].id`, `a[0]` and `a`: the last one alone stands for `a[each.key]` and `a[*]`.
    const found = addresses.flatMap((address) => {
      const exact = this.at(layer, address);
      if (exact !== undefined) return [exact];
      if (indexed.has(address)) return [];
      const all = this.#byConfigured.get(`${layer} ${address}`) ?? [];
      const same = all.filter((one) => one.index !== undefined && one.index === index);
      return same.length > 0 ? same : all;
    });
    return [...new Set(found)];
  }

  #identities(side: Side): ReadonlyMap<string, readonly Resource[]> {
    const found = new Map<string, Resource[]>();
    for (const one of this.resources) {
      if (sharesIdentity.test(one.type)) continue;
      // A layer without a plan names another layer's resource by a reference, also where that layer has a plan.
      const references = ["id", "arn"].map((name) => referenceTo(one.layer, one.address, name));
      for (const value of new Set([...["id", "arn"].map((name) => attribute(one[side], name)), ...references]))
        if (typeof value === "string") addTo(found, value, one);
    }
    return found;
  }
}

function addTo(map: Map<string, Resource[]>, key: string, one: Resource): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [one]);
  else known.push(one);
}

const withoutIndex = (address: string): string => address.replace(/\[[^\]]*\]$/, "");

/**
 * Of resources with one id, such as a role and a function of the same name, the one whose type the attribute tells: `role`,
 * `function_name`. Where none is told, the last one.
 */
function ofPath(resources: readonly Resource[], path: string): Resource | undefined {
  const what = path
    .slice(path.lastIndexOf(".") + 1)
    .replace(/s$/, "")
    .replace(/_(?:arn|id|name)$/, "");
  return resources.find(({ type }) => type.endsWith(`_${what}`)) ?? resources.at(-1);
}

/** What a plan's layer is called: by the name of the input where the plan does not tell. */
export const layerNameOf = ({ layer, source }: Pick<Plan, "layer" | "source">): string => layer ?? source;

const layerOf = (plan: Plan): Pick<Place, "layer" | "isFirst"> => ({
  layer: layerNameOf(plan),
  isFirst: !plan.resources.some(({ mode, before }) => mode === "managed" && before !== undefined),
});

/** What leaves Terraform's care goes on as it is: only the action says that nobody manages it any more. */
const asItStays = (one: ResourceChange): ResourceChange =>
  one.action === "forget" && one.before !== undefined ? { ...one, after: one.before, changes: [] } : one;

/** The accounts that a layer's providers accept; where none is said, those of what is there. */
function accountsIn({ providers, resources }: Plan): readonly string[] {
  if (providers.accounts.length > 0) return providers.accounts;
  const arns = resources
    .filter(({ mode, type }) => mode === "managed" && !sharesIdentity.test(type))
    .map(({ before }) => textOf(before, "arn") ?? "");
  return arns.map((arn) => arn.split(":")[4] ?? "").filter((account) => /^\d{12}$/.test(account));
}

/** Types whose id is the id of the resource that they belong to. */
export const sharesIdentity =
  /^aws_(?:s3_bucket_.+|secretsmanager_secret_(?:rotation|policy)|wafv2_web_acl_logging_configuration|api_gateway_rest_api_policy|api_gateway_usage_plan_key|acm_certificate_validation|lambda_invocation|cloudwatch_event_target|sns_topic_policy)$/;

const placeOf = ({ layer, address, deposed }: Resource): string =>
  deposed === undefined ? `${layer} ${address}` : `${layer} ${address} ${deposed}`;

/** Whether Terraform does anything to the resource or the output, or anything differs. */
export const isChanged = ({ action, changes, ...rest }: ResourceChange | OutputChange): boolean =>
  (action !== "no-op" && action !== "read") ||
  changes.length > 0 ||
  ("imported" in rest && (rest.previousAddress !== undefined || rest.imported));

/** An attribute of a value in normal form. */
export const attribute = (value: Normal | undefined, name: string): Normal | undefined =>
  isObject(value) ? own(value, name) : undefined;

/** An attribute that is a text, or undefined. */
export function textOf(value: Normal | undefined, name: string): string | undefined {
  const found = attribute(value, name);
  return typeof found === "string" ? found : undefined;
}

/** The blocks of an attribute: Terraform has each as an element of a list or of a set. */
export function blocksOf(value: Normal | undefined, name: string): readonly NormalObject[] {
  const found = attribute(value, name);
  return elementsOf(found).filter(isObject);
}

/** The block of an attribute that stands once at most. */
export const blockOf = (value: Normal | undefined, name: string): NormalObject | undefined => blocksOf(value, name)[0];

/** The texts of an attribute that is a list or a set of them. */
export function textsOf(value: Normal | undefined, name: string): readonly string[] {
  const found = attribute(value, name);
  return elementsOf(found).filter((one) => typeof one === "string");
}

/** The values at a path through objects, lists and sets. A part that is known after apply stands for all under it. */
export function valuesAt(value: Normal | undefined, path: readonly string[]): readonly Normal[] {
  if (value === undefined || value === null) return [];
  if (value === unknown) return [unknown];
  if (isSet(value) || isList(value)) return [...value].flatMap((one) => valuesAt(one, path));
  const [name, ...rest] = path;
  return name === undefined ? [value] : valuesAt(attribute(value, name), rest);
}
