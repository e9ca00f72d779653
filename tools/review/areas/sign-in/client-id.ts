import { attribute, Estate, type Resource, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { sidesOf, unknownAfter, withPlace } from "../../settings/setting";

/** A secret is for apps that can keep one (RFC 6749, 2.1); with or without, the client is made anew. */
export function secretFindings(client: Resource): readonly Finding[] {
  const path = "generate_secret";
  const [before, after] = sidesOf(client, path).map((one) => one ?? false);
  if (before === after) return [];
  if (after === unknown)
    return [withPlace(unknownAfter("user-pool-client-secret", "secret of the client"), client, path)];
  const isGiven = after === true;
  const finding = {
    rule: "user-pool-client-secret",
    consequence: "guard lost",
    direction: isGiven ? "stronger" : "weaker",
    part: "secret of the client",
    before: isGiven ? "none: any app may use the client" : "needed",
    after: isGiven ? "needed" : "none: any app may use the client",
    meaning: isGiven
      ? "The client becomes confidential: a browser app cannot use it, since it cannot keep a secret."
      : "Any app that knows the client id may use the client.",
  } as const;
  return [withPlace(finding, client, path, "client_secret")];
}

/** A client that is made anew has another id: what has the old one no longer fits. */
export function replacedFindings(estate: Estate, client: Resource): readonly Finding[] {
  const [had, has] = [textOf(client.before, "id"), attribute(client.after, "id")];
  if (client.action !== "replace" && had === has) return [];
  const readers = readersOf(estate, client);
  const named = readers.length === 0 ? "" : ` (${readers.join(", ")})`;
  const forced = client.replacePaths.map((path) => path.replaceAll(/\.\d+\b/g, "")).join(", ");
  return [
    {
      rule: "user-pool-client-id",
      consequence: "downtime",
      direction: "weaker",
      place: client,
      part: "client id",
      before: had ?? "a client",
      after: "a new client",
      meaning: `Sign-ins and tokens of the old client id end, until the layers above that read the id, such as the audience of a JWT authorizer, are applied and the apps have the new id${named}${forced === "" ? "" : `; ${forced} forces it`}.`,
      says: ["id"],
    },
  ];
}

/** What has the id of a client: outputs of its layer, and the audiences of authorizers. */
export const readersOf = (estate: Estate, client: Resource): readonly string[] => [
  ...outputsOf(estate, client, textOf(client.before, "id")),
  ...authorizersOf(estate, client),
];

const outputsOf = (estate: Estate, client: Resource, id: string | undefined): readonly string[] =>
  estate.outputs
    .filter(({ layer, before }) => id !== undefined && layer === client.layer && before === id)
    .map(({ name }) => `output ${name}`);

const authorizersOf = (estate: Estate, client: Resource): readonly string[] =>
  estate
    .naming("before", client, "jwt_configuration.audience", "aws_apigatewayv2_authorizer")
    .map(({ layer, address }) => `${address} in ${layer}`);
