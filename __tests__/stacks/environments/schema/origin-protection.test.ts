import {
  asksForHeader,
  originHeaderFaults,
  originProtectionFaults,
  originProtectionSettings,
} from "../../../../stacks/environments/schema/origin-protection";

const reason = "the reason of a departure";
const usual = originProtectionSettings.parse({});
const none = originProtectionSettings.parse({ restApi: { value: "none", reason } });

const misgiven = (given: object): readonly string[] => {
  const { error } = originProtectionSettings.safeParse(given);
  return (error?.issues ?? []).map(({ path, message }) => `${path.map(String).join(".")}: ${message}`);
};

test("where nothing is said, an API behind CloudFront asks for a header that rotates every week", () => {
  expect(usual).toEqual({
    restApi: "header-kvs",
    httpApi: "header-kvs",
    headerName: "x-origin-verify",
    rotationDays: 7,
  });
  expect(asksForHeader({ cloudFront: { restApi: {} }, originProtection: usual })).toBe(true);
  expect(asksForHeader({ cloudFront: {}, originProtection: usual })).toBe(false);
  expect(asksForHeader({ originProtection: usual })).toBe(false);
  expect(asksForHeader({ cloudFront: { httpApi: {} }, originProtection: usual })).toBe(true);
  expect(asksForHeader({ cloudFront: { httpApi: {} }, originProtection: usual }, ["restApi"])).toBe(false);
});

test("doing without is a departure, of an API behind CloudFront alone", () => {
  expect(none.restApi).toBe("none");
  expect(asksForHeader({ cloudFront: { restApi: {} }, originProtection: none })).toBe(false);
  expect(originProtectionFaults({ cloudFront: { restApi: {} }, originProtection: none })).toEqual([]);
  expect(originProtectionFaults({ originProtection: usual })).toEqual([]);
  expect(originProtectionFaults({ originProtection: none }).map(({ message }) => message)).toEqual([
    'is "none" without edge.cloudFront.restApi; leave it out: nobody is kept from the API as it is',
  ]);
  expect(misgiven({ restApi: "none" })).toEqual([
    'restApi: give { value: "none", reason }: an origin that answers everybody is a departure',
  ]);
});

test("an HTTP API does without by a departure of its own", () => {
  const { httpApi } = originProtectionSettings.parse({ httpApi: { value: "none", reason } });
  const originProtection = { ...usual, httpApi };
  expect(asksForHeader({ cloudFront: { httpApi: {} }, originProtection })).toBe(false);
  expect(asksForHeader({ cloudFront: { httpApi: {}, restApi: {} }, originProtection })).toBe(true);
  expect(originProtectionFaults({ cloudFront: { httpApi: {} }, originProtection })).toEqual([]);
  expect(originProtectionFaults({ cloudFront: { restApi: {} }, originProtection })).toEqual([
    {
      path: ["edge", "originProtection", "httpApi"],
      reads: [["edge", "cloudFront"]],
      message: 'is "none" without edge.cloudFront.httpApi; leave it out: nobody is kept from the API as it is',
    },
  ]);
});

test("a route of an HTTP API calls a function that asks for the header", () => {
  const routes = [
    { path: "/hello", function: "hello" },
    { path: "/player", function: "queryPlayer" },
  ];
  const behind = { cloudFront: { httpApi: {} }, originProtection: usual, httpApi: { routes } };
  expect(originHeaderFaults(behind, "x-origin-verify").map(({ path, message }) => [path.join("."), message])).toEqual([
    [
      "edge.httpApi.routes.1.function",
      'is "queryPlayer" on /player, which does not ask for CloudFront\'s header; make it a route of edge.restApi, whose firewall asks, or give one of secureApi, hello',
    ],
  ]);
  expect(originHeaderFaults({ ...behind, cloudFront: {} }, undefined)).toEqual([]);
});

test("an authorizer that checks a header checks another: CloudFront replaces this one", () => {
  const behind = { cloudFront: { restApi: {} }, originProtection: usual };
  expect(originHeaderFaults(behind, "x-caller")).toEqual([]);
  expect(originHeaderFaults({ ...behind, originProtection: none }, "x-origin-verify")).toEqual([]);
  expect(originHeaderFaults(behind, "x-origin-verify").map(({ message }) => message)).toEqual([
    'is "x-origin-verify", which compute.functions.requestAuthorizer checks too; give each its own: CloudFront replaces what a caller sends under it',
  ]);
});

test("mutual TLS waits for a newer provider, and says which", () => {
  expect(misgiven({ restApi: "origin-mtls" })).toEqual([
    "restApi: give another: CloudFront's client certificate needs AWS provider 6.51.0 or newer, and this is 5.100.0",
  ]);
});

test("a VPC origin leads to no API", () => {
  expect(misgiven({ restApi: "vpc-origin" })).toEqual([
    'restApi: give "header-kvs", or { value: "none", reason }: a VPC origin leads to a load balancer, never to an API',
  ]);
});

test.each([0, 1, 2.5, 366, "7"])(
  "a rotation every %j days is none that keeps a value until the next",
  (rotationDays) => {
    expect(misgiven({ rotationDays })).toEqual([
      "rotationDays: give 2 to 365 days: Secrets Manager may begin up to a day early, and a value stays accepted until the next rotation",
    ]);
  },
);

test.each(["host", "x-amz-cf-id", "x-edge-location", "cookie"])("CloudFront adds no header %s", (headerName) => {
  expect(misgiven({ headerName })).toEqual([
    "headerName: give another, such as x-origin-verify: CloudFront refuses to add it",
  ]);
});

test.each([7, "X Verify"])("%j is no header's name", (headerName) => {
  expect(misgiven({ headerName })).toHaveLength(1);
});
