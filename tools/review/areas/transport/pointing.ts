import { type Estate, type Resource, type Side, attribute, blocksOf, textOf } from "../../estate";
import { unknown } from "../../plan/normal";
import { nameOf, thingOf } from "../../things";
import { foreignAccount, ownAccounts } from "../../settings/accounts";
import type { Value } from "../../settings/paths";
import { type Hosts, ownHosts } from "./own-hosts";

/** What a value names: a resource of the plans, a text that none of them has, or something that is known after apply. */
export interface Pointed {
  readonly resource?: Resource;
  readonly value?: string;
}

/** The names in DNS that AWS gives to what answers requests. */
const addresses = [
  "domain_name",
  "dns_name",
  "regional_domain_name",
  "cloudfront_domain_name",
  "public_ip",
  "website_endpoint",
  "bucket_domain_name",
  "bucket_regional_domain_name",
];

/** Finds what single values name, such as the policy of one behavior, by id, ARN or the name that AWS gives. */
export class Pointing {
  readonly #known: Readonly<Record<Side, Map<string, Resource>>> = { before: new Map(), after: new Map() };
  #hosts: Hosts | undefined;
  #accounts: ReadonlySet<string> | undefined;

  constructor(
    private readonly estate: Estate,
    types: readonly string[],
  ) {
    for (const one of estate.ofType(...types))
      for (const side of ["before", "after"] as const)
        for (const name of identitiesOf(one[side])) this.#known[side].set(name, one);
  }

  /** The hosts that are the plans' own. */
  get hosts(): Hosts {
    return (this.#hosts ??= ownHosts(this.estate));
  }

  /** The account that something is in, where it is not one of the plans' own. */
  foreignAccountOf({ value }: Pointed): string | undefined {
    return foreignAccount((this.#accounts ??= ownAccounts(this.estate)), value);
  }

  /**
   * @param path of the value from its resource down, through the names of attributes: where the configuration has references
   */
  at(side: Side, resource: Resource, path: string, value: Value): Pointed | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string") {
      const found = this.#known[side].get(value) ?? this.#known.before.get(value);
      return found === undefined ? { value } : { resource: found };
    }
    if (value !== unknown) return {};
    const referred = this.estate.referred(resource, path);
    const [only, another] = referred;
    return only !== undefined && another === undefined ? { resource: only } : {};
  }
}

function identitiesOf(value: Value): readonly string[] {
  const nested = blocksOf(value, "domain_name_configuration").map((block) => attribute(block, "target_domain_name"));
  const own = ["id", "arn", "qualified_arn", ...addresses].map((name) => textOf(value, name));
  return [...own, ...nested].filter((one) => typeof one === "string");
}

/** Whether both sides name the same. Of what is known after apply this cannot be told. */
export function isSame(one: Pointed | undefined, other: Pointed | undefined): boolean | undefined {
  if (one === undefined || other === undefined) return one === other;
  if (one.resource !== undefined && other.resource !== undefined) return one.resource === other.resource;
  if (one.value !== undefined && other.value !== undefined) return one.value === other.value;
  return isOpen(one) || isOpen(other) ? undefined : false;
}

/** Whether nobody knows what is named. */
export const isOpen = (one: Pointed | undefined): boolean =>
  one !== undefined && one.resource === undefined && one.value === undefined;

/** What is named, in words: the resource's name in AWS, or the value. */
export function pointedWords(pointed: Pointed | undefined): string {
  if (pointed === undefined) return "none";
  // The name of a distribution is one of its aliases, which a record may have too; an API's domain is such a name itself.
  if (/_(?:distribution|domain_name)$/.test(pointed.resource?.type ?? "") && pointed.resource !== undefined)
    return thingOf(pointed.resource);
  if (pointed.resource !== undefined) return nameOf(pointed.resource);
  return pointed.value ?? "known after apply";
}
