import fc from "fast-check";
import { resourcePolicy, type Callers } from "../../../../../modules/edge/rest-api/access/resource-policy";
import { decide, principalsOf, statementsOf } from "../../../../../controls/rules/policy";

const nobody: Callers = { cidrBlocks: [], vpcEndpointIds: [], accountIds: [], organizationIds: [] };
const ownAccount = "111122223333";
const ownEndpoint = "vpce-00000000000000001";

interface Settings {
  readonly tlsOnly?: boolean;
  readonly allow?: Partial<Callers>;
  readonly deny?: Partial<Callers>;
  readonly vpcEndpointId?: string;
  readonly signaturesOf?: string;
}

const policyOf = ({ tlsOnly = true, allow, deny, ...others }: Settings) =>
  statementsOf(resourcePolicy({ tlsOnly, allow: { ...nobody, ...allow }, deny: { ...nobody, ...deny }, ...others }));

/** Who calls, and how. */
interface Caller {
  readonly address?: string;
  readonly tls?: boolean;
  readonly vpcEndpointId?: string;
  /** The account that signed the request. @default it is not signed */
  readonly account?: string;
  readonly organization?: string;
  readonly principalType?: "Anonymous";
}

/** What the policy says to a caller: the context keys as API Gateway fills them. */
function answer(settings: Settings, caller: Caller) {
  const { address = "198.51.100.7", tls = true, vpcEndpointId, account, organization, principalType } = caller;
  const statements = policyOf(settings).filter((statement) =>
    principalsOf(statement).some(([, who]) => who === "*" || who === `arn:aws:iam::${account ?? ""}:root`),
  );
  return decide(statements, {
    action: "execute-api:Invoke",
    resource: "execute-api:/v1/GET/hello",
    context: {
      "aws:SecureTransport": String(tls),
      [vpcEndpointId === undefined ? "aws:SourceIp" : "aws:VpcSourceIp"]: address,
      ...(vpcEndpointId !== undefined && { "aws:SourceVpce": vpcEndpointId }),
      ...(account !== undefined && {
        "aws:PrincipalAccount": account,
        "aws:PrincipalType": "AssumedRole",
      }),
      ...(principalType !== undefined && { "aws:PrincipalType": principalType }),
      ...(organization !== undefined && { "aws:PrincipalOrgID": organization }),
    },
  });
}

test("is short by default: everybody, over TLS", () => {
  expect(policyOf({})).toEqual([
    {
      Sid: "Everybody",
      Effect: "Allow",
      Principal: "*",
      Action: "execute-api:Invoke",
      Resource: "execute-api:/*",
    },
    {
      Sid: "WithoutTls",
      Effect: "Deny",
      Principal: "*",
      Action: "execute-api:Invoke",
      Resource: "execute-api:/*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
  expect(answer({}, {})).toBe("allow");
  expect(answer({}, { tls: false })).toBe("deny");
  expect(answer({ tlsOnly: false }, { tls: false })).toBe("allow");
});

test("names no API by its id, which would be a cycle, and no other action", () => {
  for (const { Resource, Action } of policyOf({ deny: { cidrBlocks: ["203.0.113.0/24"] } })) {
    expect([Resource, Action]).toEqual(["execute-api:/*", "execute-api:Invoke"]);
  }
});

describe("addresses", () => {
  const blocks = fc.constantFrom("203.0.113.0/24", "198.51.100.0/25", "2001:db8::/32", "192.0.2.4/32");
  const addresses = fc.constantFrom(
    "203.0.113.9",
    "198.51.100.7",
    "198.51.100.200",
    "192.0.2.4",
    "192.0.2.5",
    "2001:db8::1",
    "2001:db9::1",
  );
  const within: Readonly<Record<string, readonly string[]>> = {
    "203.0.113.0/24": ["203.0.113.9"],
    "198.51.100.0/25": ["198.51.100.7"],
    "2001:db8::/32": ["2001:db8::1"],
    "192.0.2.4/32": ["192.0.2.4"],
  };
  const isIn = (list: readonly string[], address: string) => list.some((block) => within[block]?.includes(address));

  test("a deny list refuses its addresses, and admits all others", () => {
    fc.assert(
      fc.property(fc.uniqueArray(blocks), addresses, (cidrBlocks, address) => {
        expect(answer({ deny: { cidrBlocks } }, { address })).toBe(isIn(cidrBlocks, address) ? "deny" : "allow");
      }),
    );
  });

  test("an allow list refuses all other addresses, and a deny list overrides an allow list", () => {
    fc.assert(
      fc.property(fc.uniqueArray(blocks), fc.uniqueArray(blocks), addresses, (allowed, denied, address) => {
        const settings = { allow: { cidrBlocks: allowed }, deny: { cidrBlocks: denied } };
        const passes = (allowed.length === 0 || isIn(allowed, address)) && !isIn(denied, address);
        expect(answer(settings, { address })).toBe(passes ? "allow" : "deny");
      }),
    );
  });
});

describe("of a private API", () => {
  const isPrivate = { vpcEndpointId: ownEndpoint };

  test("refuses requests that do not come through its own endpoint, also from the internet", () => {
    expect(answer(isPrivate, { vpcEndpointId: ownEndpoint, address: "10.0.0.9" })).toBe("allow");
    expect(answer(isPrivate, { vpcEndpointId: "vpce-00000000000000002" })).toBe("deny");
    expect(answer(isPrivate, {})).toBe("deny");
  });

  test("admits other named endpoints, and refuses denied endpoints", () => {
    const other = "vpce-00000000000000002";
    expect(answer({ ...isPrivate, allow: { vpcEndpointIds: [other] } }, { vpcEndpointId: other })).toBe("allow");
    expect(answer({ ...isPrivate, allow: { vpcEndpointIds: [other] } }, { vpcEndpointId: ownEndpoint })).toBe("allow");
    expect(answer({ ...isPrivate, deny: { vpcEndpointIds: [ownEndpoint] } }, { vpcEndpointId: ownEndpoint })).toBe(
      "deny",
    );
  });

  test("checks the address inside the VPC", () => {
    const caller = (address: string) => ({ vpcEndpointId: ownEndpoint, address });
    const denied = { ...isPrivate, deny: { cidrBlocks: ["10.0.1.0/24"] } };
    const allowed = { ...isPrivate, allow: { cidrBlocks: ["10.0.1.0/24"] } };
    expect([answer(denied, caller("10.0.1.1")), answer(denied, caller("10.0.2.1"))]).toEqual(["deny", "allow"]);
    expect([answer(allowed, caller("10.0.1.1")), answer(allowed, caller("10.0.2.1"))]).toEqual(["allow", "deny"]);
  });
});

describe("if a method requires a signature", () => {
  const signed = { signaturesOf: ownAccount };
  const partner = "444455556666";
  const organization = "o-a1b2c3d4e5";

  test("has no statement for identities of the own account: only their own policies can admit them", () => {
    expect(answer(signed, { account: ownAccount })).toBe("nothing");
    expect(
      answer({ ...signed, allow: { organizationIds: [organization] } }, { account: ownAccount, organization }),
    ).toBe("nothing");
  });

  test("admits unsigned requests, with an anonymous principal or without a principal", () => {
    expect(answer(signed, {})).toBe("allow");
    expect(answer(signed, { principalType: "Anonymous" })).toBe("allow");
  });

  test("admits only the named other accounts, by account or by organization", () => {
    expect(answer(signed, { account: partner, organization })).toBe("nothing");
    expect(answer({ ...signed, allow: { accountIds: [partner] } }, { account: partner })).toBe("allow");
    expect(answer({ ...signed, allow: { accountIds: [partner] } }, { account: "777788889999" })).toBe("nothing");
    expect(answer({ ...signed, allow: { organizationIds: [organization] } }, { account: partner, organization })).toBe(
      "allow",
    );
    expect(answer({ ...signed, allow: { organizationIds: [organization] } }, { account: partner })).toBe("nothing");
  });

  test("refuses a denied account or organization, and does not refuse unsigned requests for it", () => {
    const denied = { ...signed, deny: { accountIds: [partner], organizationIds: [organization] } };
    expect(answer(denied, { account: partner })).toBe("deny");
    expect(answer(denied, { account: ownAccount, organization })).toBe("deny");
    expect(answer(denied, {})).toBe("allow");
  });

  test("is never more open than with one list alone", () => {
    const lists = fc.record({
      cidrBlocks: fc.constantFrom([], ["198.51.100.0/24"]),
      accountIds: fc.constantFrom([], [partner]),
      organizationIds: fc.constantFrom([], [organization]),
    });
    const callers = fc.record({
      address: fc.constantFrom("198.51.100.7", "192.0.2.1"),
      tls: fc.boolean(),
      account: fc.constantFrom(undefined, ownAccount, partner),
      organization: fc.constantFrom(undefined, organization),
    });
    fc.assert(
      fc.property(lists, lists, fc.boolean(), callers, (allow, deny, tlsOnly, caller) => {
        const { address, tls, account } = caller;
        const inOrganization = account === undefined ? undefined : caller.organization;
        const inBlock = address === "198.51.100.7";
        const refused =
          (tlsOnly && !tls) ||
          (allow.cidrBlocks.length > 0 && !inBlock) ||
          (deny.cidrBlocks.length > 0 && inBlock) ||
          (deny.accountIds.length > 0 && account === partner) ||
          (deny.organizationIds.length > 0 && inOrganization !== undefined);
        const granted =
          account === undefined ||
          (allow.accountIds.length > 0 && account === partner) ||
          (allow.organizationIds.length > 0 && inOrganization !== undefined && account !== ownAccount);
        expect(
          answer({ ...signed, tlsOnly, allow, deny }, { address, tls, account, organization: inOrganization }),
        ).toBe(refused ? "deny" : granted ? "allow" : "nothing");
      }),
      { numRuns: 300 },
    );
  });
});
