import { everyEnvironment, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { outputsSayWhatTheyAre as control } from "../../controls/rules/contract";
import { layerOf } from "../../controls/rules/model";

/** The public interface of each layer: who removes or renames one of these breaks whoever reads it. */
const published = {
  state: [],
  network: [
    "access_log_bucket_name",
    "app_security_group_id",
    "app_subnet_ids",
    "data_subnet_ids",
    "load_balancer_security_group_id",
    "public_subnet_ids",
    "vpc_id",
  ],
  identity: [
    "data_key_arn",
    "instance_profile_name",
    "logs_key_arn",
    "permissions_boundary_arn",
    "secrets_key_arn",
    "session_document_name",
    "volumes_key_arn",
  ],
  compute: ["web_fleet_name"],
  edge: ["load_balancer_arn", "load_balancer_dns_name", "web_acl_arn", "web_url"],
};

/** What a layer publishes beside these, where the environment has what it names. */
const publishedWhereSwitchedOn: Readonly<Record<string, readonly string[]>> = {
  identity: [
    "database_user_secret_arn",
    "legacy_implicit_client_id",
    "machine_client_id",
    "origin_secret_arn",
    "password_sign_in_client_id",
    "server_client_id",
    "token_issuer",
    "user_pool_arn",
    "user_pool_id",
    "web_client_id",
  ],
  network: ["database_security_group_id", "execute_api_endpoint_id", "functions_security_group_id"],
  compute: [
    "hello_alias_arn",
    "hello_function_name",
    "query_player_alias_arn",
    "query_player_function_name",
    "request_authorizer_alias_arn",
    "request_authorizer_function_name",
    "secure_api_alias_arn",
    "secure_api_function_name",
  ],
  edge: [
    "http_api_distribution_id",
    "http_api_distribution_web_acl_arn",
    "http_api_id",
    "http_api_origin_url",
    "http_api_url",
    "rest_api_distribution_id",
    "rest_api_distribution_web_acl_arn",
    "rest_api_id",
    "rest_api_origin_url",
    "rest_api_url",
    "rest_api_web_acl_arn",
    "sign_in_url",
    "user_pool_web_acl_arn",
    "web_distribution_id",
    "web_distribution_web_acl_arn",
  ],
};

test("each layer publishes these names, and no others, in every environment", async () => {
  const switchedOn = new Set<string>();
  for (const [environment, { stacks }] of Object.entries(await everyEnvironment())) {
    const names = Object.entries(stacks).map(([stack, { output }]) => {
      const layer = layerOf(stacks, stack);
      const more = publishedWhereSwitchedOn[layer]?.filter((name) => name in output) ?? [];
      for (const name of more) switchedOn.add(`${layer} ${name}`);
      return [
        layer,
        Object.keys(output)
          .filter((name) => !more.includes(name))
          .sort(),
      ] as const;
    });
    const expected = Object.entries(published).filter(([layer]) => names.some(([name]) => name === layer));
    expect([environment, Object.fromEntries(names)]).toEqual([environment, Object.fromEntries(expected)]);
  }
  const known = Object.entries(publishedWhereSwitchedOn).flatMap(([layer, names]) =>
    names.map((name) => `${layer} ${name}`),
  );
  expect([...switchedOn].sort()).toEqual(known.sort());
}, 60_000);

holdsInEveryEnvironment(control);
findsWhen(
  control,
  "names without the kind of the value, or with the wrong number",
  (stacks) => {
    Object.assign(stacks["production-network"]?.output ?? {}, {
      vpc: { value: "vpc-1", description: "a VPC" },
      subnet_id: { value: ["subnet-1"], description: "subnets" },
      webURL: { value: "https://app.example.com", description: "where" },
      key_arn: { value: "arn" },
    });
  },
  [
    "does not end in the kind of its value",
    "is one value under a plural name, or a list under a singular name",
    "has no description",
  ],
);
