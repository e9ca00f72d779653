interface Sentence {
  /** The file of the schema. */
  readonly file: string;
  /** What the setting's docstring says of it. */
  readonly sentence: string;
}

const zone = "and the old zone loses its own:";
const publicName = {
  file: "edge/api-domain",
  sentence: "Another value answers before the old name goes, in one apply",
};
const originName = { file: "edge/api-domain", sentence: "Another value is made before the old name goes" };
const signInName = {
  file: "edge/sign-in",
  sentence: "Another value ends the old sign-in address before the new one is there: plan for",
};
const signInPrefix = {
  file: "edge/sign-in",
  sentence: "Another value ends the old sign-in address before the new one is there, and somebody",
};
const webName = {
  file: "edge/edge",
  sentence: "Another value takes the old name out of DNS before the new one is there",
};

const cidrBlock = { file: "network/network", sentence: "Another value replaces the VPC and everything in it" };

/** What a change of a setting exchanges that is known outside, by setting and kind of resource, and where the docs say so. */
export const exchanges: Readonly<Record<string, Sentence>> = {
  "compute.database.name: aws_db_instance": {
    file: "compute/database",
    sentence: "Another value replaces the database by an empty one",
  },
  "edge.exposure: aws_lb": {
    file: "edge/edge",
    sentence: "replaces the load balancer, whose own host name is then another",
  },
  "identity.userPool.resourceServer: aws_cognito_resource_server": {
    file: "identity/user-pool",
    sentence: "Another value replaces the resource server, and no client gets the old scopes any more",
  },
  "network.cidrBlock: aws_vpc": cidrBlock,
  "network.cidrBlock: aws_vpc_endpoint": cidrBlock,
  "network: aws_vpc": cidrBlock,
  "network: aws_vpc_endpoint": cidrBlock,
  "region: aws_vpc_endpoint": {
    file: "general",
    sentence:
      "Another value would leave everything in the old Region behind, in no state, so `npm run order` refuses it",
  },
  "edge.domain.hostedZoneId: aws_route53_record": { file: "edge/edge", sentence: zone },
  "edge.domain.name: aws_route53_record": webName,
  "edge.domain: aws_route53_record": webName,
  "edge.httpApi.domain.hostedZoneId: aws_route53_record": { file: "edge/api-domain", sentence: zone },
  "edge.httpApi.domain.originName: aws_api_gateway_domain_name": originName,
  "edge.httpApi.domain.originName: aws_route53_record": originName,
  "edge.httpApi.domain.publicName: aws_apigatewayv2_domain_name": publicName,
  "edge.httpApi.domain.publicName: aws_route53_record": publicName,
  "edge.restApi.stageName: aws_api_gateway_stage": {
    file: "edge/rest-api/rest-api",
    sentence: "Another value replaces the stage, and its old URL answers no more",
  },
  "edge.restApi.usagePlans: aws_api_gateway_api_key": {
    file: "edge/rest-api/access",
    sentence: "Another name of a plan makes new keys for all of its callers",
  },
  "edge.restApi.usagePlans{}.apiKeys[]: aws_api_gateway_api_key": {
    file: "edge/rest-api/usage-plan",
    sentence: "Another name of a key, or another plan for it, makes one with another value",
  },
  "edge.signIn.domain.hostedZoneId: aws_route53_record": { file: "edge/sign-in", sentence: zone },
  "edge.signIn.domain.name: aws_cognito_user_pool_domain": signInName,
  "edge.signIn.domain.name: aws_route53_record": signInName,
  "edge.signIn.domain.prefix: aws_cognito_user_pool_domain": signInPrefix,
  "edge.signIn.domain: aws_cognito_user_pool_domain": signInPrefix,
};
