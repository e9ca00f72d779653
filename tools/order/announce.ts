import type { Synthesis } from "../shared/synthesize";
import type { Attributes } from "../terraform/configuration";
import { differenceOf, forgottenIn } from "./difference";
import { type Blocks, isResource, type SynthesizedLayer, Layers, referencesIn, comparedText } from "./layers";
import { replacing } from "./replacing";

interface Known {
  /**
   * The loss to somebody who knows the resource by name or by value. @default nothing: a change in place alone is announced
   */
  readonly loses?: string;
  /** Arguments that change in place, and the loss by another value: `a.b` is `b` in the block `a`. */
  readonly changing?: Readonly<Record<string, string>>;
  /** Arguments that change in place, and the loss by a smaller number. */
  readonly lowering?: Readonly<Record<string, string>>;
}

const otherAddress = { disable_execute_api_endpoint: "callers have to use another address" };

/**
 * The kinds of resources that somebody outside the configuration knows by name or by value, or whose content is lost with
 * them.
 */
const known: Readonly<Record<string, Known>> = {
  aws_api_gateway_api_key: { loses: "partners need another key" },
  aws_api_gateway_domain_name: { loses: "requests to the name fail" },
  aws_api_gateway_rest_api: {
    loses: "requests to its default host name fail",
    changing: { ...otherAddress, "endpoint_configuration.types": "callers need another kind of endpoint" },
  },
  aws_api_gateway_stage: { loses: "requests to the stage's URL fail" },
  aws_apigatewayv2_api: { loses: "requests to its default host name fail", changing: otherAddress },
  aws_apigatewayv2_stage: { loses: "requests to the stage's URL fail" },
  aws_apigatewayv2_domain_name: { loses: "requests to the name fail" },
  aws_cloudfront_distribution: { loses: "requests to its default host name fail" },
  aws_cloudwatch_log_group: { lowering: { retention_in_days: "older log events are deleted" } },
  aws_cognito_resource_server: { loses: "clients have to request scopes by another name" },
  aws_cognito_user_pool: {
    loses: "all users are lost",
    changing: { "web_authn_configuration.relying_party_id": "existing passkeys no longer work" },
  },
  aws_cognito_user_pool_client: { loses: "applications need another client id" },
  aws_cognito_user_pool_domain: { loses: "sign-in pages have another address" },
  aws_db_instance: {
    loses: "all data that is in no snapshot is lost",
    lowering: { backup_retention_period: "older backups are deleted" },
  },
  aws_eip: { loses: "partners that allow the address have to allow another address" },
  aws_kms_key: { loses: "data that the key encrypted can no longer be read" },
  aws_lb: {
    loses: "requests to its default host name fail, and no request is answered until the last layer is applied",
  },
  aws_route53_record: { loses: "the name no longer resolves" },
  aws_s3_bucket: { loses: "its objects are lost" },
  aws_secretsmanager_secret: { loses: "its value is lost" },
  aws_vpc: { loses: "everything in the VPC is destroyed too" },
  aws_vpc_endpoint: { loses: "callers need another endpoint id" },
};

/** The loss when a resource of a type is destroyed; undefined where nobody outside knows it. */
export const lossOf = (type: string): string | undefined => known[type]?.loses;

/**
 * Announces what a change destroys or replaces, if somebody knows it by name or by value; what a change in place takes from
 * somebody; and what replaces the fleet's instances. A sentence each.
 */
export function announcementsOf(base: Synthesis, head: Synthesis, environment: string): string[] {
  const [old, now] = [new Layers(base, environment), new Layers(head, environment)];
  return old.names.flatMap((name) => {
    const [was, is] = [old.blocks(name), now.blocks(name)];
    const forgotten = forgottenIn(now.get(name));
    const stays = [...was.keys()].filter((address) => isResource(address) && is.has(address)).sort();
    return [
      ...differenceOf(old.get(name), now.get(name)).removed.flatMap((address) => {
        const loses = lossOf(typeOf(address));
        return loses === undefined || forgotten.includes(address)
          ? []
          : [`${shown(address, was)} is destroyed: ${loses}`];
      }),
      ...stays.flatMap((address) => [
        ...replaced(address, was, is),
        ...(typeOf(address) === "aws_launch_template" && meaning(address, was) !== meaning(address, is)
          ? [`${address} changes: the fleet's instances are replaced, one after the other`]
          : []),
      ]),
      ...changedInPlace(stays, was, is),
      ...(backendOf(old.get(name)) !== backendOf(now.get(name)) && now.get(name) !== undefined
        ? ["the backend's settings change: run terraform init -reconfigure in the stack's folder before the plan"]
        : []),
    ].map((words) => `${name}: ${words}`);
  });
}

const backendOf = (layer: SynthesizedLayer | undefined): string =>
  comparedText(layer?.configuration.terraform?.backend);

/** An address; that of a DNS record with the record's type and name. */
function shown(address: string, blocks: Blocks): string {
  const [type, name] = ["type", "name"].map((argument) => valueOf(blocks, address, argument));
  return typeOf(address) === "aws_route53_record" && typeof type === "string" && typeof name === "string"
    ? `${address} (${type} ${name})`
    : address;
}

/** The arguments whose change replaces a resource that is in both. */
export const replacedBy = (address: string, was: Blocks, is: Blocks): string[] =>
  (replacing[typeOf(address)] ?? []).filter(
    (argument) => comparedText(valueOf(was, address, argument)) !== comparedText(valueOf(is, address, argument)),
  );

const isReplaced = (address: string, was: Blocks, is: Blocks): boolean =>
  is.has(address) && replacedBy(address, was, is).length > 0;

function replaced(address: string, was: Blocks, is: Blocks): string[] {
  const loses = lossOf(typeOf(address));
  const by = replacedBy(address, was, is);
  return by.length === 0 || loses === undefined
    ? []
    : [
        `${shown(address, was)} is replaced, since ${by.join(" and ")} ${by.length === 1 ? "changes" : "change"}: ${loses}`,
      ];
}

/** The changes in place that take something from somebody: each sentence once, with all its resources. */
function changedInPlace(addresses: readonly string[], was: Blocks, is: Blocks): string[] {
  const said = new Map<string, string[]>();
  const say = (address: string, words: string) => said.set(words, [...(said.get(words) ?? []), address]);
  for (const address of addresses) {
    const { changing = {}, lowering = {} } = known[typeOf(address)] ?? {};
    const of = (blocks: Blocks, argument: string) => valueOf(blocks, address, argument);
    for (const [argument, loses] of Object.entries(changing)) {
      if (comparedText(of(was, argument)) !== comparedText(of(is, argument)))
        say(address, `changes ${argument}: ${loses}`);
    }
    for (const [argument, loses] of Object.entries(lowering)) {
      if (Number(of(is, argument)) < Number(of(was, argument))) say(address, `lowers ${argument}: ${loses}`);
    }
  }
  return [...said].map(([words, all]) => `${all.join(", ")} ${words}`);
}

const valueOf = (blocks: Blocks, address: string, argument: string): unknown =>
  argument.split(".").reduce<unknown>((value, key) => (value as Attributes | undefined)?.[key], blocks.get(address));

/** A resource as text, with the locals that it refers to: one of them has the user data. */
const meaning = (address: string, blocks: Blocks): string =>
  [address, ...referencesIn(blocks.get(address), blocks).filter((name) => name.startsWith("local."))]
    .map((name) => comparedText(blocks.get(name)))
    .join("\n");

interface Protection {
  /** The argument by which AWS refuses to delete a resource, and its value then. */
  readonly argument: string;
  readonly value: unknown;
  /** The setting that lifts the protection. */
  readonly lifted: string;
}

const protections: Readonly<Record<string, Protection>> = {
  aws_cognito_user_pool: { argument: "deletion_protection", value: "ACTIVE", lifted: "keepData" },
  aws_db_instance: { argument: "deletion_protection", value: true, lifted: "compute.database.deletionProtection" },
  aws_lb: { argument: "enable_deletion_protection", value: true, lifted: "edge.deletionProtection" },
};

/** How AWS protects a resource; undefined where AWS would delete the resource. */
function protectionOf(address: string, blocks: Blocks): Protection | undefined {
  const known = protections[typeOf(address)];
  return known !== undefined && valueOf(blocks, address, known.argument) === known.value ? known : undefined;
}

const preventsDestroy = (address: string, blocks: Blocks): boolean =>
  valueOf(blocks, address, "lifecycle.prevent_destroy") === true;

/**
 * What the change must not destroy or replace. AWS refuses to delete some of it, after what uses it is destroyed already. A
 * plan refuses to replace what has `prevent_destroy`. No order of layers replaces a VPC under its content.
 */
function protectedAndGone(layer: string, was: Blocks, is: Blocks, forgotten: readonly string[]): string[] {
  return [...was.keys()].filter(isResource).flatMap((address) => {
    const replaces = isReplaced(address, was, is);
    if (!replaces && (is.has(address) || forgotten.includes(address))) return [];
    if (replaces && typeOf(address) === "aws_vpc")
      return [
        `${layer}: ${address} is replaced, and no order of layers can replace the resources in the VPC; ${moved}`,
      ];
    const protection = protectionOf(address, was);
    if (protection !== undefined)
      return [
        `${layer}: ${address} is removed while AWS refuses to delete it, and the resources that use it would be destroyed before AWS refuses; ` +
          `apply ${protection.lifted}: { value: false, reason } first, then compare again`,
      ];
    return replaces && preventsDestroy(address, is)
      ? [
          `${layer}: ${address} is replaced, but a plan refuses the replacement while keepData is true; ` +
            "keep the old value, or apply keepData: { value: false, reason } first and lose its data",
        ]
      : [];
  });
}

/**
 * Finds a change that ends with Terraform 1.11.4's "Error: Cycle", before anything is applied. A resource with
 * `create_before_destroy`, under something that stays, is destroyed or replaced, while something behind it leaves the state
 * undestroyed.
 */
export function forgottenInCycle(layer: string, was: Blocks, is: Blocks, left: readonly string[]): string[] {
  const forgotten = left.filter((address) => was.has(address));
  if (forgotten.length === 0) return [];
  const resources = [...was.keys()].filter(isResource);
  const references = new Map([...was].map(([address, block]) => [address, referencesIn(block, was)]));
  const users = new Map<string, string[]>();
  for (const [user, used] of references)
    for (const address of used) users.set(address, [...(users.get(address) ?? []), user]);
  const replaces = (address: string): boolean =>
    is.has(address) && [address, ...(references.get(address) ?? [])].some((name) => isReplaced(name, was, is));
  const found = resources
    .filter((address) => replaces(address) || !(is.has(address) || forgotten.includes(address)))
    .map((address) => ({ address, behind: reached(address, references).filter((name) => forgotten.includes(name)) }))
    .filter(({ behind }) => behind.length > 0)
    .filter(({ address }) => {
      // A resource's references inherit its create_before_destroy, although it is not written on them.
      const above = reached(address, users);
      return above.some((name) => is.has(name)) && above.some((name) => createsFirst(name, was));
    });
  if (found.length === 0) return [];
  const goes = found.map(({ address }) => address).join(", ");
  const behind = [...new Set(found.flatMap((one) => one.behind))].join(", ");
  return [
    `${layer}: ${goes} would be destroyed or replaced while Terraform forgets ${behind}, and Terraform fails with "Error: Cycle"; ` +
      "apply one of the two changes first, then compare again",
  ];
}

const createsFirst = (address: string, blocks: Blocks): boolean =>
  valueOf(blocks, address, "lifecycle.create_before_destroy") === true;

/** An address, and every other address that can be reached from it. */
function reached(address: string, next: ReadonlyMap<string, readonly string[]>): string[] {
  const seen = new Set([address]);
  // A `for` over a set also visits what is added to the set meanwhile.
  for (const name of seen) for (const one of next.get(name) ?? []) seen.add(one);
  return [...seen];
}

const moved =
  "write a second environment under another name, move to the second environment, and tear the first environment down";

/** Whether Terraform or AWS refuses to destroy anything of an environment. */
const isProtected = (layers: Layers): boolean =>
  layers.names.some((name) => {
    const blocks = layers.blocks(name);
    return [...blocks.keys()].some(
      (address) => preventsDestroy(address, blocks) || protectionOf(address, blocks) !== undefined,
    );
  });

/**
 * Why a change cannot be applied. Terraform would look for the resources in the wrong place, and leave the existing ones
 * running and in no state. Or AWS would refuse half-way. A sentence each, with the remedy; none where the change can be
 * applied.
 */
export function refusalsOf(base: Synthesis, head: Synthesis, environment: string): string[] {
  const [old, now] = [new Layers(base, environment), new Layers(head, environment)];
  const layers = old.names.flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    return was === undefined || is === undefined ? [] : [{ was: was.configuration, is: is.configuration }];
  });
  const differs = (read: (layer: SynthesizedLayer["configuration"]) => unknown): boolean =>
    layers.some(
      ({ was, is }) =>
        read(was) !== undefined && read(is) !== undefined && comparedText(read(was)) !== comparedText(read(is)),
    );
  const provider = (name: string) => (layer: SynthesizedLayer["configuration"]) =>
    layer.provider?.["aws"]?.find(({ alias }) => alias === undefined)?.[name];
  if (now.names.length === 0 && isProtected(old))
    return [
      `${environment} is not in the head, and is protected from being destroyed; apply the departure teardown first, or let the head's ` +
        "synth write the environment too (PALISADE_ENVIRONMENTS names the environments of a synth)",
    ];
  const left = [
    ...(differs(provider("region")) ? [["region", "Region"]] : []),
    ...(differs(provider("allowed_account_ids")) ? [["accountId", "account"]] : []),
  ].map(
    ([setting, place]) =>
      `${environment}: ${setting} changes, and everything in the old ${place} would remain there without a state; ${moved}`,
  );
  // With a region or an account the state moves too: the remedy is the one above.
  if (left.length > 0) return left;
  return [
    ...(differs(placeOfState) || !sameKind(layers)
      ? [
          `${environment}: state changes, and Terraform would create everything again from an empty state; create the new place of the states ` +
            "by hand, change the setting state alone (with createBucket: false for a bucket), run terraform init " +
            "-migrate-state in the folder of each stack but the state stack's, then compare again",
        ]
      : []),
    ...old.names.flatMap((name) => {
      const [was, is, forgotten] = [old.blocks(name), now.blocks(name), forgottenIn(now.get(name))] as const;
      return now.get(name) === undefined
        ? []
        : [protectedAndGone, forgottenInCycle].flatMap((faults) => faults(name, was, is, forgotten));
    }),
  ];
}

/** The place of a layer's state. Its encryption key is left out: another key moves no state. */
function placeOfState({ terraform }: SynthesizedLayer["configuration"]): unknown {
  const s3 = terraform?.backend?.["s3"] as Attributes | undefined;
  return s3 === undefined ? (terraform?.backend ?? terraform?.cloud) : { s3: { ...s3, kms_key_id: undefined } };
}

/** Whether each layer keeps its state by the same kind of block: `backend` and `cloud` are two. */
const sameKind = (
  layers: readonly {
    readonly was: SynthesizedLayer["configuration"];
    readonly is: SynthesizedLayer["configuration"];
  }[],
): boolean =>
  layers.every(({ was, is }) => (was.terraform?.cloud === undefined) === (is.terraform?.cloud === undefined));

const typeOf = (address: string): string => address.split(".")[0] ?? "";
