import type { Synthesis } from "../shared/synthesize";
import type { Attributes } from "../terraform/configuration";
import { differenceOf } from "./difference";
import { type Layer, Layers, textOf } from "./layers";

interface Known {
  /** What somebody loses who knows it by name or by value. */
  readonly loses: string;
  /** The arguments of which another value is a replacement. */
  readonly replacedBy: readonly string[];
}

/**
 * The kinds that somebody outside the configuration knows by name or by value, or whose content is lost with them. Which
 * argument replaces a resource was seen in plans of AWS provider 5.100.0.
 */
const known: Readonly<Record<string, Known>> = {
  aws_api_gateway_api_key: { loses: "partners need another key", replacedBy: ["value"] },
  aws_api_gateway_domain_name: { loses: "the name answers no more", replacedBy: ["domain_name"] },
  aws_api_gateway_rest_api: { loses: "its own host name answers no more", replacedBy: [] },
  aws_api_gateway_stage: { loses: "the stage's URL answers no more", replacedBy: ["stage_name", "rest_api_id"] },
  aws_apigatewayv2_api: { loses: "its own host name answers no more", replacedBy: ["protocol_type"] },
  aws_apigatewayv2_domain_name: { loses: "the name answers no more", replacedBy: ["domain_name"] },
  aws_cloudfront_distribution: { loses: "its own host name answers no more", replacedBy: [] },
  aws_cognito_user_pool: {
    loses: "all users are lost",
    replacedBy: ["name", "username_attributes", "username_configuration"],
  },
  aws_cognito_user_pool_client: {
    loses: "applications need another client id",
    replacedBy: ["generate_secret", "user_pool_id"],
  },
  aws_cognito_user_pool_domain: { loses: "sign-in pages have another address", replacedBy: ["domain", "user_pool_id"] },
  aws_db_instance: {
    loses: "its data is lost but for snapshots",
    replacedBy: ["db_name", "engine", "kms_key_id", "storage_encrypted", "username"],
  },
  aws_eip: { loses: "partners that admit the address have to admit another", replacedBy: [] },
  aws_kms_key: { loses: "what it encrypted cannot be read any more", replacedBy: [] },
  aws_lb: { loses: "its own host name answers no more", replacedBy: ["name", "internal"] },
  aws_route53_record: { loses: "the name leads nowhere", replacedBy: ["name", "zone_id"] },
  aws_s3_bucket: { loses: "its objects are lost", replacedBy: ["bucket", "bucket_prefix"] },
  aws_secretsmanager_secret: { loses: "its value is lost", replacedBy: ["name", "name_prefix"] },
  aws_vpc: { loses: "everything in it is replaced", replacedBy: ["cidr_block"] },
  aws_vpc_endpoint: { loses: "callers need another endpoint id", replacedBy: ["service_name", "vpc_id"] },
};

/** What a change destroys or replaces that somebody knows by name or by value, and what renews the fleet; a sentence each. */
export function announcementsOf(base: Synthesis, head: Synthesis, environment: string): string[] {
  const [old, now] = [new Layers(base, environment), new Layers(head, environment)];
  return old.names.flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    const { removed, changed } = differenceOf(was, is);
    return [
      ...removed.flatMap((address) => {
        const loses = known[typeOf(address)]?.loses;
        return loses === undefined ? [] : [`${name}: ${address} is destroyed: ${loses}`];
      }),
      ...changed.flatMap((address) => [
        ...replaced(address, blockOf(was, address), blockOf(is, address)).map((words) => `${name}: ${words}`),
        ...(typeOf(address) === "aws_launch_template"
          ? [`${name}: ${address} changes: the fleet's instances are replaced, one after the other`]
          : []),
      ]),
    ];
  });
}

function replaced(address: string, was: Attributes, is: Attributes): string[] {
  const { loses, replacedBy } = known[typeOf(address)] ?? { loses: "", replacedBy: [] };
  const by = replacedBy.filter((argument) => textOf(was[argument]) !== textOf(is[argument]));
  return by.length === 0 ? [] : [`${address} is replaced, since ${by.join(" and ")} changes: ${loses}`];
}

/**
 * Why a change cannot be applied at all: Terraform would look for everything where it is not, and leave what there is
 * behind, running and in no state. A sentence each, with the remedy; none where the change can be applied.
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
    ...(differs((layer) => layer.terraform?.backend ?? layer.terraform?.cloud) || !sameKind(layers)
      ? [
          `${environment}: state changes, and Terraform would make everything again from an empty state; ` +
            "change it alone, run terraform init -migrate-state in each stack's folder, and compare from there",
        ]
      : []),
  ];
}

/** Whether each layer keeps its state by the same kind of block: `backend` and `cloud` are two. */
const sameKind = (
  layers: readonly { readonly was: Layer["configuration"]; readonly is: Layer["configuration"] }[],
): boolean =>
  layers.every(({ was, is }) => (was.terraform?.cloud === undefined) === (is.terraform?.cloud === undefined));

const typeOf = (address: string): string => address.split(".")[0] ?? "";

function blockOf(layer: Layer | undefined, address: string): Attributes {
  const [type = "", name = ""] = address.split(".");
  return layer?.configuration.resource?.[type]?.[name] ?? {};
}
