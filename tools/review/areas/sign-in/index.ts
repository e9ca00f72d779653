import { type Question, areaOf } from "../../settings/question";
import { clientFindings, judgedOfClients } from "./clients";
import { domainFindings, judgedOfDomains } from "./domains";
import { identityPools } from "./identity-pools";
import { judgedOfProviders, providerFindings } from "./identity-providers";
import { judgedOfResourceServers, resourceServerFindings } from "./resource-servers";
import { judgedOfRisks, riskFindings } from "./threat-protection";
import { judgedOfUserPools, userPoolFindings } from "./user-pools";

const userPools: Question = {
  judges: {
    aws_cognito_identity_provider: judgedOfProviders,
    aws_cognito_resource_server: judgedOfResourceServers,
    aws_cognito_risk_configuration: judgedOfRisks,
    aws_cognito_user_pool: judgedOfUserPools,
    aws_cognito_user_pool_client: judgedOfClients,
    aws_cognito_user_pool_domain: judgedOfDomains,
  },
  find: (estate) => [
    ...userPoolFindings(estate),
    ...clientFindings(estate),
    ...domainFindings(estate),
    ...resourceServerFindings(estate),
    ...riskFindings(estate),
    ...providerFindings(estate),
  ],
};

/** User pools of Cognito: how users come in, what apps may do for them, and what stops an attack; and who gets credentials of AWS. */
export const signIn = areaOf("sign-in", [userPools, ...identityPools]);
