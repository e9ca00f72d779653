import type { Synthesis } from "../shared/synthesize";
import type { Attributes } from "../terraform/configuration";
import { differenceOf, forgottenIn } from "./difference";
import { type Blocks, isResource, type Layer, Layers, referencesIn, textOf } from "./layers";
import { replacing } from "./replacing";

interface Known {
  /** What somebody loses who knows it by name or by value. @default nothing: a change in place alone is announced */
  readonly loses?: string;
  /** Arguments that change in place, and what is lost by another value: `a.b` is `b` in the block `a`. */
  readonly changing?: Readonly<Record<string, string>>;
  /** Arguments that change in place, and what is lost by a smaller number. */
  readonly lowering?: Readonly<Record<string, string>>;
}

const otherAddress = { disable_execute_api_endpoint: "callers have to use another address" };

/** The kinds that somebody outside the configuration knows by name or by value, or whose content is lost with them. */
const known: Readonly<Record<string, Known>> = {
  aws_api_gateway_api_key: { loses: "partners need another key" },
  aws_api_gateway_domain_name: { loses: "the name answers no more" },
  aws_api_gateway_rest_api: {
    loses: "its own host name answers no more",
    changing: { ...otherAddress, "endpoint_configuration.types": "callers have to come another way" },
  },
  aws_api_gateway_stage: { loses: "the stage's URL answers no more" },
  aws_apigatewayv2_api: { loses: "its own host name answers no more", changing: otherAddress },
  aws_apigatewayv2_stage: { loses: "the stage's URL answers no more" },
  aws_apigatewayv2_domain_name: { loses: "the name answers no more" },
  aws_cloudfront_distribution: { loses: "its own host name answers no more" },
  aws_cloudwatch_log_group: { lowering: { retention_in_days: "what is older is deleted" } },
  aws_cognito_resource_server: { loses: "clients have to ask for scopes of another name" },
  aws_cognito_user_pool: {
    loses: "all users are lost",
    changing: { "web_authn_configuration.relying_party_id": "every passkey that there is becomes useless" },
  },
  aws_cognito_user_pool_client: { loses: "applications need another client id" },
  aws_cognito_user_pool_domain: { loses: "sign-in pages have another address" },
  aws_db_instance: {
    loses: "its data is lost but for snapshots",
    lowering: { backup_retention_period: "older backups are deleted" },
  },
  aws_eip: { loses: "partners that admit the address have to admit another" },
  aws_kms_key: { loses: "what it encrypted cannot be read any more" },
  aws_lb: { loses: "its own host name answers no more" },
  aws_route53_record: { loses: "the name leads nowhere" },
  aws_s3_bucket: { loses: "its objects are lost" },
  aws_secretsmanager_secret: { loses: "its value is lost" },
  aws_vpc: { loses: "everything in it is replaced" },
  aws_vpc_endpoint: { loses: "callers need another endpoint id" },
};

/** What somebody loses when a resource of a type is destroyed; undefined where nobody outside knows it. */
export const lossOf = (type: string): string | undefined => known[type]?.loses;

/**
 * What a change destroys or replaces that somebody knows by name or by value, what a change in place takes from somebody,
 * and what renews the fleet; a sentence each.
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
        return loses === undefined || forgotten.includes(address) ? [] : [`${address} is destroyed: ${loses}`];
      }),
      ...stays.flatMap((address) => [
        ...replaced(address, was, is),
        ...(typeOf(address) === "aws_launch_template" && meaning(address, was) !== meaning(address, is)
          ? [`${address} changes: the fleet's instances are replaced, one after the other`]
          : []),
      ]),
      ...changedInPlace(stays, was, is),
    ].map((words) => `${name}: ${words}`);
  });
}

/** The arguments whose change replaces a resource that is in both. */
const replacedBy = (address: string, was: Blocks, is: Blocks): string[] =>
  (replacing[typeOf(address)] ?? []).filter(
    (argument) => textOf(valueOf(was, address, argument)) !== textOf(valueOf(is, address, argument)),
  );

function replaced(address: string, was: Blocks, is: Blocks): string[] {
  const loses = lossOf(typeOf(address));
  const by = replacedBy(address, was, is);
  return by.length === 0 || loses === undefined
    ? []
    : [`${address} is replaced, since ${by.join(" and ")} changes: ${loses}`];
}

/** What changes in place and takes something from somebody: each sentence once, with all resources of which it is said. */
function changedInPlace(addresses: readonly string[], was: Blocks, is: Blocks): string[] {
  const said = new Map<string, string[]>();
  const say = (address: string, words: string) => said.set(words, [...(said.get(words) ?? []), address]);
  for (const address of addresses) {
    const { changing = {}, lowering = {} } = known[typeOf(address)] ?? {};
    const of = (blocks: Blocks, argument: string) => valueOf(blocks, address, argument);
    for (const [argument, loses] of Object.entries(changing)) {
      if (textOf(of(was, argument)) !== textOf(of(is, argument))) say(address, `changes ${argument}: ${loses}`);
    }
    for (const [argument, loses] of Object.entries(lowering)) {
      if (Number(of(is, argument)) < Number(of(was, argument))) say(address, `lowers ${argument}: ${loses}`);
    }
  }
  return [...said].map(([words, all]) => `${all.join(", ")} ${words}`);
}

const valueOf = (blocks: Blocks, address: string, argument: string): unknown =>
  argument.split(".").reduce<unknown>((value, key) => (value as Attributes | undefined)?.[key], blocks.get(address));

/** A resource as text, with the locals that it refers to: user data stands in one. */
const meaning = (address: string, blocks: Blocks): string =>
  [address, ...referencesIn(blocks.get(address), blocks).filter((name) => name.startsWith("local."))]
    .map((name) => textOf(blocks.get(name)))
    .join("\n");

/** The argument by which AWS refuses to delete a resource, its value, and the settings that lift the protection. */
const protections: Readonly<Record<string, readonly [argument: string, value: unknown, lifted: string]>> = {
  aws_cognito_user_pool: ["deletion_protection", "ACTIVE", "keepData: { value: false, reason }"],
  aws_db_instance: ["deletion_protection", true, "compute.database.deletionProtection: { value: false, reason }"],
  aws_lb: ["enable_deletion_protection", true, "edge.deletionProtection: { value: false, reason }"],
};

/** What the change destroys or replaces, and AWS protects: AWS refuses when what uses the resource is destroyed already. */
function protectedAndGone(layer: string, was: Blocks, is: Blocks, forgotten: readonly string[]): string[] {
  return [...was.keys()].filter(isResource).flatMap((address) => {
    const [argument = "", value, lifted = ""] = protections[typeOf(address)] ?? [];
    const goes = is.has(address) ? replacedBy(address, was, is).length > 0 : !forgotten.includes(address);
    return !goes || protections[typeOf(address)] === undefined || valueOf(was, address, argument) !== value
      ? []
      : [
          `${layer}: ${address} goes while AWS refuses to delete it, and what uses it would be destroyed before AWS refuses; ` +
            `apply ${lifted} first, and compare from there`,
        ];
  });
}

/**
 * Why a change cannot be applied: Terraform would look for everything where it is not, and leave what there is behind,
 * running and in no state; or AWS would refuse half-way. A sentence each, with the remedy; none where the change can be
 * applied.
 */
export function refusalsOf(base: Synthesis, head: Synthesis, environment: string): string[] {
  const [old, now] = [new Layers(base, environment), new Layers(head, environment)];
  const layers = old.names.flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    return was === undefined || is === undefined ? [] : [{ was: was.configuration, is: is.configuration }];
  });
  const differs = (read: (layer: Layer["configuration"]) => unknown): boolean =>
    layers.some(
      ({ was, is }) => read(was) !== undefined && read(is) !== undefined && textOf(read(was)) !== textOf(read(is)),
    );
  const provider = (name: string) => (layer: Layer["configuration"]) =>
    layer.provider?.["aws"]?.find(({ alias }) => alias === undefined)?.[name];
  const moved = "give the other environment a name of its own, move over, and tear this one down";
  return [
    ...(differs(provider("region"))
      ? [`${environment}: region changes, and everything in the old Region would stay without a state; ${moved}`]
      : []),
    ...(differs(provider("allowed_account_ids"))
      ? [`${environment}: accountId changes, and everything in the old account would stay without a state; ${moved}`]
      : []),
    ...(differs(placeOfState) || !sameKind(layers)
      ? [
          `${environment}: state changes, and Terraform would make everything again from an empty state; ` +
            "change it alone, run terraform init -migrate-state in each stack's folder, and compare from there",
        ]
      : []),
    ...old.names.flatMap((name) =>
      now.get(name) === undefined
        ? []
        : protectedAndGone(name, old.blocks(name), now.blocks(name), forgottenIn(now.get(name))),
    ),
  ];
}

/** Where a layer keeps its state: a key that it is encrypted with moves no state. */
function placeOfState({ terraform }: Layer["configuration"]): unknown {
  const s3 = terraform?.backend?.["s3"] as Attributes | undefined;
  return s3 === undefined ? (terraform?.backend ?? terraform?.cloud) : { s3: { ...s3, kms_key_id: undefined } };
}

/** Whether each layer keeps its state by the same kind of block: `backend` and `cloud` are two. */
const sameKind = (
  layers: readonly { readonly was: Layer["configuration"]; readonly is: Layer["configuration"] }[],
): boolean =>
  layers.every(({ was, is }) => (was.terraform?.cloud === undefined) === (is.terraform?.cloud === undefined));

const typeOf = (address: string): string => address.split(".")[0] ?? "";
