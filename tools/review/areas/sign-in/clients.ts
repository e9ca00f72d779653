import { Estate, type Resource, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { isJudged } from "../../settings/changed";
import { memberFindings } from "../../settings/members";
import { headsOf } from "../../settings/paths";
import { settingFindings, statesOf } from "../../settings/setting";
import { callbackFindings } from "./callbacks";
import { attributeFindings } from "./client-attributes";
import { replacedFindings, secretFindings } from "./client-id";
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
    .ofType("aws_cognito_user_pool_client")
    .filter(isJudged)
    .flatMap((client) => [
      ...settingFindings(clientSettings, statesOf(client), estate),
      ...memberFindings(client, clientMembers),
      ...callbackFindings(client),
      ...(client.before === undefined || client.after === undefined
        ? wholeFindings(client)
        : [
            ...lifetimeFindings(client),
            ...attributeFindings(client),
            ...secretFindings(client),
            ...replacedFindings(estate, client),
          ]),
    ]);

/** A client that comes or goes. */
function wholeFindings(client: Resource): readonly Finding[] {
  const isNew = client.before === undefined;
  const side = isNew ? "after" : "before";
  const grants = [...textsOf(client[side], "allowed_oauth_flows"), ...textsOf(client[side], "explicit_auth_flows")];
  const words = `${grants.join(", ") || "no flow"}; scopes ${textsOf(client[side], "allowed_oauth_scopes").join(", ") || "none"}`;
  const access = {
    rule: "user-pool-client",
    consequence: "privilege gained",
    direction: isNew ? "weaker" : "stronger",
    place: client,
    ...(isNew ? { after: words } : { before: words }),
    meaning: isNew ? "An app more may get tokens of the user pool." : "An app less may get tokens of the user pool.",
  } as const;
  const end = {
    rule: "user-pool-client-id",
    consequence: "downtime",
    direction: "weaker",
    place: client,
    before: "a client",
    after: "no client",
    meaning: "Apps that use this client can no longer sign users in.",
  } as const;
  return isNew ? [access] : [access, end];
}
