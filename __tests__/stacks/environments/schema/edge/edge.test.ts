import { checkEnvironments } from "../../../../../stacks/environments/check";
import { functionNames } from "../../../../../stacks/environments/schema/edge/http-api/route";
import { prod } from "../../../../support/example-records/prod";
import { today } from "../../../../support/today";

const faultsOf = (edge: object): readonly string[] => {
  try {
    checkEnvironments({ prod: { ...prod, edge: { ...prod.edge, ...edge } } }, today);
    return [];
  } catch (error) {
    return (error as { faults: readonly string[] }).faults;
  }
};

const arn = "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
const exposure = { value: "public", reason: "the reason of a departure" } as const;
const domain = (name: string, certificate = "issued") => ({
  exposure,
  domain: { name, hostedZoneId: "Z0123456789EXAMPLE", certificate },
});
const nameOf = (characters: number) => `${"a".repeat(60)}.${"b".repeat(characters - 65)}.com`;

describe("a domain's name", () => {
  test("is short enough for ACM, or comes with a certificate", () => {
    const longest = `${"a".repeat(60)}.com`;
    expect(longest).toHaveLength(64);
    expect(faultsOf(domain(longest))).toEqual([]);
    expect(faultsOf(domain(`a${longest}`))).toEqual([
      `environments.prod.edge.domain.name is "a${longest}"; give at most 64 characters, or the ARN of a certificate: ACM issues no certificate for a longer name`,
    ]);
    expect(faultsOf(domain(`a${longest}`, arn))).toEqual([]);
  });

  test("is short enough for a listener rule", () => {
    expect(nameOf(128)).toHaveLength(128);
    expect(faultsOf(domain(nameOf(128), arn))).toEqual([]);
    const tooLong = nameOf(128).replace(".bb", ".b.b");
    expect(tooLong).toHaveLength(129);
    expect(faultsOf(domain(tooLong, arn))).toEqual([
      `environments.prod.edge.domain.name is "${tooLong.slice(0, 116)}...; give a domain name in lower case, of at most 128 characters, such as app.example.com`,
    ]);
  });

  test.each(["App.example.com", "app", "*.example.com", "app.example.c0m", "-app.example.com", "app.example.com."])(
    "is not %s",
    (name) => {
      expect(faultsOf(domain(name))).toEqual([
        `environments.prod.edge.domain.name is "${name}"; give a domain name in lower case, of at most 128 characters, such as app.example.com`,
      ]);
    },
  );
});

test.each(["ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS13-1-0-2021-06", "ELBSecurityPolicy-TLS13-1-1-2021-06"])(
  "refuses a policy that offers TLS 1.1: %s",
  (securityPolicy) => {
    const [fault] = faultsOf({ securityPolicy });
    expect(fault).toMatch(`environments.prod.edge.securityPolicy is "${securityPolicy}"; give ELBSecurityPolicy-`);
  },
);

test.each([
  "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-2021-06",
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
])("a policy that is weaker than the default is a departure: %s", (securityPolicy) => {
  expect(faultsOf({ securityPolicy })).toHaveLength(1);
  expect(faultsOf({ securityPolicy: { value: securityPolicy, reason: "an older client of a partner's" } })).toEqual([]);
});

test.each([0, 1.5, "many"])("refuses %p requests for each instance", (requestsPerInstance) => {
  expect(faultsOf({ requestsPerInstance })).toEqual([
    `environments.prod.edge.requestsPerInstance is ${JSON.stringify(requestsPerInstance)}; give a whole number, 1 or more`,
  ]);
});

describe("a function that two APIs call", () => {
  const secured = [
    { method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", token: "any" } } as const,
  ];
  const httpApi = (name: string) => ({
    ...prod.edge?.httpApi,
    routes: [{ method: "GET", path: "/", function: name, authorizer: { kind: "jwt", token: "any" } }],
  });

  test("is in sharedFunctions: prod names its shared function", () => {
    expect(prod.edge?.sharedFunctions).toEqual(["secureApi"]);
    expect(faultsOf({})).toEqual([]);
  });

  test("is refused if it is not in sharedFunctions", () => {
    expect(faultsOf({ sharedFunctions: [] })).toEqual([
      'environments.prod.edge.sharedFunctions is []; add "secureApi", or call secureApi from one API alone: routes of both edge.httpApi and edge.restApi call secureApi, and a request that one API refuses may pass through the other',
    ]);
  });

  test("is refused if it is in sharedFunctions and not called by both APIs", () => {
    const unused = (name: string) =>
      `environments.prod.edge.sharedFunctions has "${name}"; leave it out: no route of both edge.httpApi and edge.restApi calls it`;
    expect(faultsOf({ sharedFunctions: ["secureApi", "hello"] })).toEqual([unused("hello")]);
    expect(faultsOf({ sharedFunctions: ["hello"], httpApi: httpApi("hello") })).toEqual([]);
    expect(faultsOf({ sharedFunctions: ["secureApi"], httpApi: undefined })).toEqual([unused("secureApi")]);
    expect(faultsOf({ sharedFunctions: ["secureApi"], httpApi: { routes: secured }, restApi: undefined })).toEqual([
      unused("secureApi"),
    ]);
  });

  test.each<[names: unknown, said: string]>([
    [["secureApi", "secureApi"], ' is ["secureApi","secureApi"]'],
    [["requestAuthorizer"], '.0 is "requestAuthorizer"'],
    ["hello", ' is "hello"'],
  ])("is in sharedFunctions once, as a route names it: %j", (sharedFunctions, said) => {
    expect(faultsOf({ sharedFunctions })).toEqual([
      `environments.prod.edge.sharedFunctions${said}; give one of ${functionNames.join(", ")}, each once`,
    ]);
  });
});

describe("how the load balancer is reached", () => {
  const faults = (record: object): readonly string[] => {
    try {
      checkEnvironments({ prod: { ...prod, ...record } }, today);
      return [];
    } catch (error) {
      return (error as { faults: readonly string[] }).faults;
    }
  };
  test("a public load balancer has no distribution, which viewers could bypass", () => {
    expect(faults({ edge: { ...prod.edge, exposure } })).toEqual([]);
    expect(faults({ edge: { ...prod.edge, exposure, cloudFront: { web: {} } } })).toEqual([
      'environments.prod.edge.exposure is "public" behind edge.cloudFront.web; give "vpc-origin", or leave edge.cloudFront.web out: with "public" viewers can bypass CloudFront',
    ]);
  });

  test.each(["public", "private"])("%s is refused without a reason", (given) => {
    expect(faults({ edge: { ...prod.edge, exposure: given } })).toEqual([
      `environments.prod.edge.exposure is "${given}"; give "vpc-origin", "cloudfront-prefix-list", or { value: "public", reason }: the internet then reaches the load balancer itself`,
    ]);
  });

  test("CloudFront's prefix list needs a certificate, and domain names for every endpoint behind CloudFront", () => {
    const listed = { ...prod.edge, exposure: "cloudfront-prefix-list" };
    expect(faults({ edge: listed })).toEqual([]);
    const nameless = { domain: undefined, plainHttp: { reason: "the reason of a departure" } };
    const oldTls = { reason: "the reason of a departure" };
    expect(faults({ edge: { ...listed, ...nameless, cloudFront: { oldTls } } })).toEqual([
      'environments.prod.edge.exposure is "cloudfront-prefix-list" without edge.domain; give edge.domain, or "vpc-origin": without a certificate the header\'s value would cross the internet in plain text',
    ]);
    const httpApi = { ...prod.edge?.httpApi, domain: undefined };
    expect(faults({ edge: { ...listed, httpApi, cloudFront: { httpApi: {}, oldTls } } })).toEqual([
      'environments.prod.edge.exposure is "cloudfront-prefix-list" beside edge.cloudFront.httpApi; give edge.httpApi.domain, or "vpc-origin": the CloudFront function that adds the header refuses *.cloudfront.net names, and this API would have no other name',
    ]);
  });

  test("the edge has an alarm topic", () => {
    expect(faults({ edgeAlarmTopicArn: undefined })).toEqual([
      "environments.prod.edgeAlarmTopicArn is missing; give an SNS topic in us-east-1, where the metrics of edge.cloudFront are",
    ]);
    expect(faults({ edgeAlarmTopicArn: undefined, edge: { ...prod.edge, exposure } })).toEqual([]);
  });

  test("a body inspection limit of CloudFront needs a distribution", () => {
    const waf = { bodyInspectionLimits: { cloudFront: 64 } };
    expect(faults({ edge: { ...prod.edge, waf } })).toEqual([]);
    expect(faults({ edge: { ...prod.edge, exposure, waf } })).toEqual([
      "environments.prod.edge.waf.bodyInspectionLimits.cloudFront is 64; leave it out: the web ACL protects loadBalancer alone",
    ]);
  });
});
