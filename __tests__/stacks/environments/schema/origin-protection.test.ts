import {
  originProtectionFaults,
  originProtectionSettings,
  protectionOf,
} from "../../../../stacks/environments/schema/origin-protection";

const reason = "the reason of a departure";
type Surroundings = Parameters<typeof originProtectionFaults>[1];
const usual: Surroundings = { exposure: "vpc-origin", state: "s3", inFront: ["web", "restApi"] };

const misgiven = (given: object): readonly string[] => {
  const { error } = originProtectionSettings.safeParse(given);
  return (error?.issues ?? []).map(({ path, message }) => `${path.map(String).join(".")}: ${message}`);
};

const faultsOf = (given: object | undefined, surroundings: Partial<Surroundings> = {}) =>
  originProtectionFaults(given && originProtectionSettings.parse(given), { ...usual, ...surroundings }).map(
    ({ path, message }) => `${path.map(String).join(".")} ${message}`,
  );

test("where nothing is said, a load balancer has no other way to it, and APIs a header that rotates every week", () => {
  const settings = originProtectionSettings.parse({});
  expect(settings).toEqual({
    restApi: "header-kvs",
    httpApi: "header-kvs",
    headerName: "x-origin-verify",
    rotationDays: 7,
    headersInLocalState: false,
  });
  expect(protectionOf(settings, "vpc-origin", "web")).toBe("vpc-origin");
  expect(protectionOf(undefined, "public", "web")).toBe("header-kvs");
  expect(protectionOf(undefined, "public", "restApi")).toBe("header-kvs");
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf(undefined)).toEqual([]);
  expect(faultsOf(undefined, { exposure: "public", inFront: [] })).toEqual([]);
});

test("doing without is a departure", () => {
  expect(originProtectionSettings.parse({ restApi: { value: "none", reason } }).restApi).toBe("none");
  expect(misgiven({ restApi: "none" })).toEqual([
    'restApi: give { value: "none", reason }: an origin that answers everybody is a departure',
  ]);
});

test.each(["web", "restApi", "httpApi"])("mutual TLS of %s waits for a newer provider, and says which", (endpoint) => {
  expect(misgiven({ [endpoint]: "origin-mtls" })).toEqual([
    `${endpoint}: give another: CloudFront's client certificate needs AWS provider 6.51.0 or newer, and this is 5.100.0`,
  ]);
});

test("a VPC origin leads to no API", () => {
  expect(misgiven({ httpApi: "vpc-origin" })).toEqual([
    'httpApi: give "header-kvs", "header-lambda", "header-apply", or { value: "none", reason }: a VPC origin leads to a load balancer, never to an API',
  ]);
});

test.each([0, 0.1, 1000, "7"])("a rotation every %j days is none that AWS offers", (rotationDays) => {
  expect(misgiven({ rotationDays })).toEqual([
    "rotationDays: give 1 to 999 days: Secrets Manager rotates at most every four hours, and a value stays valid until the next rotation",
  ]);
});

test.each([
  ["via", "give another, such as x-origin-verify: CloudFront refuses to add it"],
  ["x-edge-key", "give another, such as x-origin-verify: CloudFront refuses to add it"],
  ["X-Origin-Verify", "give 1 to 40 lower-case letters, digits and hyphens"],
])("the header %s is refused", (headerName, rule) => {
  expect(misgiven({ headerName })).toEqual([`headerName: ${rule}`]);
});

test("a VPC origin and an internal load balancer belong together", () => {
  expect(faultsOf({ web: "vpc-origin" }, { exposure: "public" })).toEqual([
    'edge.originProtection.web is "vpc-origin" while edge.exposure is "public"; give "vpc-origin" there too: it leads to an internal load balancer alone',
  ]);
  expect(faultsOf({ web: "header-kvs" })).toEqual([
    'edge.originProtection.web is "header-kvs" while edge.exposure is "vpc-origin"; leave it out: no header is needed where there is no other way',
  ]);
});

test("what CloudFront alone is to reach, CloudFront stands in front of", () => {
  expect(faultsOf(undefined, { inFront: [] })).toEqual([
    'edge.exposure is "vpc-origin" without edge.cloudFront.web; give that too: nothing else leads to the load balancer',
  ]);
  expect(faultsOf({}, { exposure: "public", inFront: [] })).toEqual([
    "edge.originProtection protects nothing; give edge.cloudFront too, or leave it out",
  ]);
});

test("CloudFront's addresses are everybody's: with them alone nothing is protected", () => {
  expect(faultsOf({ web: { value: "none", reason } }, { exposure: "cloudfront-prefix-list" })).toEqual([
    'edge.originProtection.web is "none" while edge.exposure is "cloudfront-prefix-list"; give a header: the list admits the distributions of everybody',
  ]);
  expect(faultsOf({}, { exposure: "cloudfront-prefix-list" })).toEqual([]);
});

test.each(["header-lambda", "header-apply"])("%s on a local state needs a reason", (mode) => {
  expect(faultsOf({ restApi: mode }, { state: "local" })).toEqual([
    `edge.originProtection.restApi is "${mode}" while state.backend is "local", and the state would have the value; give a remote backend, "header-kvs", or headersInLocalState: { reason }`,
  ]);
  expect(faultsOf({ restApi: mode, headersInLocalState: { reason } }, { state: "local" })).toEqual([]);
  expect(faultsOf({ restApi: mode })).toEqual([]);
});

test("a reason without a need is refused", () => {
  const fault =
    "edge.originProtection.headersInLocalState is a departure while no local state has a header's value; leave it out";
  expect(faultsOf({ headersInLocalState: { reason } }, { state: "local" })).toEqual([fault]);
  expect(faultsOf({ restApi: "header-lambda", headersInLocalState: { reason } })).toEqual([fault]);
});
