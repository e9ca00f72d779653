import { policyDocument, type PolicyStatement } from "../../../shared/policy-document";

/** Callers by address, or by the identity that signs. */
export interface Callers {
  /** IPv4 or IPv6 blocks; for a private API, of addresses inside the VPC. */
  readonly cidrBlocks: readonly string[];
  /** Interface endpoints for `execute-api`; known only to a private API. */
  readonly vpcEndpointIds: readonly string[];
  /** Accounts whose identities sign; known only to a method that asks for a signature. */
  readonly accountIds: readonly string[];
  /** The same for all accounts of an organization. */
  readonly organizationIds: readonly string[];
}

export interface ResourcePolicyProps {
  /** Refuses requests without TLS. API Gateway serves none anyway: the statement is for whoever reads the policy. */
  readonly tlsOnly: boolean;
  /**
   * Addresses and endpoints: a caller must be in each list that is not empty. Accounts and organizations: whose identities
   * may sign besides the API's own account.
   */
  readonly allow: Callers;
  /** A caller in any of these lists is refused, whatever else is allowed. */
  readonly deny: Callers;
  /** The interface endpoint that a private API answers to. @default the API answers to the internet */
  readonly vpcEndpointId?: string;
  /**
   * The API's own account, where any method asks for a signature (`AWS_IAM`). Then the policy allows unsigned requests and
   * the identities of `allow`. In one account either policy is enough: to allow everybody would let in every identity of the
   * account, without `execute-api:Invoke` of its own (API Gateway Developer Guide, "How API Gateway resource policies affect
   * authorization workflow", table A).
   *
   * @default no method asks for one
   */
  readonly signaturesOf?: string;
}

/** "Quotas for configuring and running a REST API in API Gateway": characters in a resource policy. */
export const longestResourcePolicy = 8192;

/**
 * Makes the JSON of a REST API's `policy`: who reaches the API before any token is checked. A policy without a grant denies
 * everybody, so it always allows first, and then denies. The resource is `execute-api:/*`, since the API's own ARN in its
 * own policy would be a cycle.
 */
export function resourcePolicy(props: ResourcePolicyProps): string {
  return policyDocument([...grants(props), ...refusals(props)]);
}

function grants({ allow, signaturesOf }: ResourcePolicyProps): PolicyStatement[] {
  if (signaturesOf === undefined) return [invoke("Everybody", "Allow")];
  const { accountIds, organizationIds } = allow;
  return [
    // API Gateway sets the principal's type only for signed requests (API Gateway Developer Guide, "AWS condition keys that
    // can be used in API Gateway resource policies"). Where IAM sets it for others, it is Anonymous.
    invoke("Unsigned", "Allow", { StringEqualsIfExists: { "aws:PrincipalType": ["Anonymous"] } }),
    ...(accountIds.length > 0
      ? [
          {
            ...invoke("IdentitiesOfAccounts", "Allow"),
            principals: { AWS: accountIds.map((id) => `arn:aws:iam::${id}:root`) },
          },
        ]
      : []),
    ...(organizationIds.length > 0
      ? [
          invoke("IdentitiesOfOrganizations", "Allow", {
            StringEquals: { "aws:PrincipalOrgID": organizationIds },
            StringNotEquals: { "aws:PrincipalAccount": [signaturesOf] },
          }),
        ]
      : []),
  ];
}

function refusals({ tlsOnly, allow, deny, vpcEndpointId }: ResourcePolicyProps): PolicyStatement[] {
  // For a private API AWS knows the address inside the VPC (API Gateway Developer Guide, "AWS condition keys that can be
  // used in API Gateway resource policies").
  const address = vpcEndpointId === undefined ? "aws:SourceIp" : "aws:VpcSourceIp";
  const endpoints = vpcEndpointId === undefined ? [] : [vpcEndpointId, ...allow.vpcEndpointIds];
  const when = (sid: string, operator: string, key: string, values: readonly string[]) =>
    values.length > 0 ? [invoke(sid, "Deny", { [operator]: { [key]: values } })] : [];
  return [
    ...when("WithoutTls", "Bool", "aws:SecureTransport", tlsOnly ? ["false"] : []),
    ...when("OtherEndpoints", "StringNotEquals", "aws:SourceVpce", endpoints),
    ...when("OtherAddresses", "NotIpAddress", address, allow.cidrBlocks),
    ...when("DeniedAddresses", "IpAddress", address, deny.cidrBlocks),
    ...when("DeniedEndpoints", "StringEquals", "aws:SourceVpce", deny.vpcEndpointIds),
    ...when("DeniedAccounts", "StringEquals", "aws:PrincipalAccount", deny.accountIds),
    ...when("DeniedOrganizations", "StringEquals", "aws:PrincipalOrgID", deny.organizationIds),
  ];
}

function invoke(sid: string, effect: "Allow" | "Deny", conditions?: PolicyStatement["conditions"]): PolicyStatement {
  return {
    sid,
    effect,
    principals: "*",
    actions: ["execute-api:Invoke"],
    resources: ["execute-api:/*"],
    ...(conditions && { conditions }),
  };
}
