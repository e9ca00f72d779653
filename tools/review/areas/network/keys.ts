import { isUnknown, type Unknown } from "../../../../analysis/packets/unknown";
import { type Estate, type Resource, type Side, attribute, textOf } from "../../estate";
import { type Normal, isList, isObject, isSet, unknown, elementsOf } from "../../plan/normal";
import { referenceTo } from "../../source/expressions";
import { isOnlyForgotten } from "../../settings/changed";
import { nameOf } from "../../things";

/** What a resource is on one side. What a deletion leaves in AWS goes on as before. */
export const valueOn = (side: Side, resource: Resource): Normal | undefined =>
  side === "before" || isOnlyForgotten(resource) ? resource.before : resource.after;

/** Whether a change leaves the resource there: what comes or goes is judged in another way. */
export const isOnBothSides = (resource: Resource): boolean =>
  valueOn("before", resource) !== undefined && valueOn("after", resource) !== undefined;

/** The key of a resource in all packets and routes: it stays as it is when the resource is replaced. */
export const keyOf = ({ layer, address, deposed }: Resource): string =>
  [layer, address, ...(deposed === undefined ? [] : [deposed])].join(" ");

/** The types that rules and routes name by an id. */
const namedTypes = [
  "aws_security_group",
  "aws_default_security_group",
  "aws_network_acl",
  "aws_default_network_acl",
  "aws_route_table",
  "aws_default_route_table",
  "aws_subnet",
  "aws_vpc",
  "aws_internet_gateway",
  "aws_egress_only_internet_gateway",
  "aws_nat_gateway",
  "aws_vpc_endpoint",
  "aws_vpc_peering_connection",
  "aws_vpn_gateway",
  "aws_ec2_transit_gateway",
  "aws_ec2_managed_prefix_list",
  "aws_network_interface",
  "aws_instance",
] as const;

/** The keys of everything that has an id, and the words that stand for a key. */
export class Keys {
  readonly words = new Map<string, string>();
  readonly #byId = new Map<string, string>();
  readonly #resources = new Map<string, Resource>();

  constructor(private readonly estate: Estate) {
    for (const resource of estate.ofType(...namedTypes)) {
      const key = keyOf(resource);
      this.#resources.set(key, resource);
      this.words.set(key, wordsFor(resource));
      // The prefix list of an endpoint's route, as the engine names the list.
      if (resource.type === "aws_vpc_endpoint") this.words.set(`of ${key}`, wordsFor(resource));
      // By a reference a layer without a plan names the resource, also where the resource's layer has a plan.
      this.#byId.set(referenceTo(resource.layer, resource.address, "id"), key);
      for (const side of ["before", "after"] as const)
        for (const name of ["id", "prefix_list_id"]) {
          const id = textOf(resource[side], name);
          if (id !== undefined) this.#byId.set(id, key);
        }
    }
  }

  resource(key: unknown): Resource | undefined {
    return typeof key === "string" ? this.#resources.get(key) : undefined;
  }

  /** The key of what a value names. An id that no plan has is its own key. */
  of(resource: Resource, path: string, value: Normal | undefined, type?: RegExp): string | Unknown | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string") return this.#byId.get(value) ?? value;
    const named = this.estate.referred(resource, path).filter(({ address }) => type?.test(address) !== false);
    const [only, ...others] = new Set(named.map(keyOf));
    return only !== undefined && others.length === 0 ? only : { unknown: `${resource.address}.${path}` };
  }

  /** As `of`, for an attribute that names a security group. A group that is not known is still a group. */
  ofGroup(resource: Resource, path: string, value: Normal | undefined): string | undefined {
    const key = this.of(resource, path, value, /\baws_(?:default_)?security_group\./);
    if (!isUnknown(key)) return key;
    this.words.set(key.unknown, `that ${resource.address} is to name, known after apply`);
    return key.unknown;
  }

  /** As `of`, for each of the values of an attribute. */
  all(resource: Resource, path: string, values: Normal | undefined): readonly (string | Unknown)[] {
    if (values === undefined || values === null) return [];
    const list = elementsOf(values);
    if (!list.includes(unknown)) return list.flatMap((value) => this.of(resource, path, value) ?? []);
    const named = this.estate.referred(resource, path);
    const known = list.filter((one) => one !== unknown).flatMap((value) => this.of(resource, path, value) ?? []);
    return named.length === 0
      ? [...known, { unknown: `${resource.address}.${path}` }]
      : [...new Set([...known, ...named.map(keyOf)])];
  }

  nameOf(key: unknown): string {
    if (isUnknown(key)) return `${key.unknown} (known after apply)`;
    return typeof key === "string" ? (this.words.get(key) ?? key) : "";
  }
}

/** A group's own name may end in a time that AWS's users never say: the tag `Name` does not. */
function wordsFor(resource: Resource): string {
  const value = resource.after ?? resource.before;
  const service = resource.type === "aws_vpc_endpoint" ? textOf(value, "service_name") : undefined;
  return service ?? textOf(attribute(value, "tags"), "Name") ?? nameOf(resource);
}

/** A value as the engine of packets reads values, with its own form of what is known after apply. */
export function plainValue(value: Normal | undefined, place: string): unknown {
  if (value === unknown) return { unknown: place };
  if (isSet(value) || isList(value)) return [...value].map((one, index) => plainValue(one, `${place}[${index}]`));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plainValue(one, `${place}.${name}`)]));
  return value;
}
