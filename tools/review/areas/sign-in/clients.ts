import { Estate, type Resource, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { memberFindings } from "../../settings/members";
import { headsOf } from "../../settings/paths";
import { settingFindings, statesOf } from "../../settings/setting";
import { callbackFindings } from "./callbacks";
import { attributeFindings } from "./client-attributes";
import { readersOf, replacedFindings, secretFindings } from "./client-id";
import { listed } from "../../settings/words";
import { clientMembers, clientSettings } from "./client-settings";
import { lifetimeFindings } from "./lifetimes";

export const judgedOfClients = [
  ...headsOf([...clientSettings, ...clientMembers]),
  "callback_urls",
  "logout_urls",
  "access_token_validity",
  "id_token_validity",
  "refresh_token_validity",
  "token_validity_units",
  "read_attributes",
  "write_attributes",
  "generate_secret",
  "client_secret",
];

/** How an app may sign users in, and what its tokens may do. */
export const clientFindings = (estate: Estate): readonly Finding[] =>
  estate
    .changed("aws_cognito_user_pool_client")
    .flatMap((client) => [
      ...settingFindings(clientSettings, statesOf(client), estate),
      ...memberFindings(client, clientMembers),
      ...callbackFindings(client),
      ...(client.before === undefined || client.after === undefined
        ? [wholeFinding(estate, client)]
        : [
            ...lifetimeFindings(client),
            ...attributeFindings(client),
            ...secretFindings(client),
            ...replacedFindings(estate, client),
          ]),
    ]);

/** A client that comes or goes. */
function wholeFinding(estate: Estate, client: Resource): Finding {
  const side = client.before === undefined ? "after" : "before";
  const grants = [...textsOf(client[side], "allowed_oauth_flows"), ...textsOf(client[side], "explicit_auth_flows")];
  const words = `${grants.join(", ") || "no flow"}; scopes ${textsOf(client[side], "allowed_oauth_scopes").join(", ") || "none"}`;
  if (side === "after")
    return {
      rule: "user-pool-client",
      consequence: "privilege gained",
      direction: "weaker",
      place: client,
      after: words,
      meaning: "An app more may get tokens of the user pool.",
    };
  const readers = readersOf(estate, client);
  return {
    rule: "user-pool-client-id",
    consequence: "downtime",
    direction: "weaker",
    place: client,
    before: words,
    after: "no client",
    meaning: `Apps that use this client can no longer sign users in or get tokens${readers.length === 0 ? "" : `; its id is still in ${listed(readers)}`}.`,
  };
}
