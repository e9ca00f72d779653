import type { Change, Resource } from "../change";

/** What somebody outside of the environment holds: a host name, a key, an id, an address. */
const knownOutside: Readonly<Record<string, string>> = {
  aws_api_gateway_api_key: "partners hold the key",
  aws_api_gateway_domain_name: "callers hold the host name",
  aws_api_gateway_rest_api: "callers hold the address of the API",
  aws_api_gateway_stage: "callers hold the stage's name",
  aws_apigatewayv2_api: "callers hold the address of the API",
  aws_apigatewayv2_domain_name: "callers hold the host name",
  aws_apigatewayv2_stage: "callers hold the stage's name",
  aws_cloudfront_distribution: "callers hold the address of the distribution",
  aws_cognito_user_pool: "the users are in the pool",
  aws_cognito_user_pool_client: "applications hold the client's id and secret",
  aws_cognito_user_pool_domain: "applications hold the address of the sign-in",
  aws_eip: "partners let the address in",
  aws_route53_record: "callers hold the name",
};

/** Something that goes while something of its kind comes: another one in its place. */
export interface Exchange {
  readonly type: string;
  readonly words: string;
}

/**
 * What is exchanged for another of its kind, and is known outside by its name or value: it is replaced, or it leaves at one
 * address and one of its kind comes at another. What is only taken away is what the setting is for.
 */
export function exchanged({ before, after, gone, replaced }: Change): Exchange[] {
  const come = new Set(
    [...after.resources.values()]
      .filter(({ where }) => !before.resources.has(where))
      .map(({ stack, type }) => `${stack}/${type}`),
  );
  const another = gone.filter(({ stack, type }) => come.has(`${stack}/${type}`));
  return [...replaced, ...another]
    .filter((resource) => isKnownOutside(resource))
    .map(({ where, type }) => ({ type, words: `${where} is another after the change: ${knownOutside[type] ?? ""}` }));
}

/** A record that proves a certificate or routes mail is asked by nobody who was given its name. */
const isKnownOutside = ({ type, block }: Resource): boolean =>
  knownOutside[type] !== undefined && (type !== "aws_route53_record" || ["A", "AAAA"].includes(String(block["type"])));
