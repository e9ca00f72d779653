import {
  asksForHeader,
  hasOriginSecret,
  headerModeOf,
  headerStateFaults,
  originHeaderFaults,
  originProtectionFaults,
  originProtectionSettings,
} from "../../../../../stacks/environments/schema/edge/origin-protection";

const reason = "the reason of a departure";
const usual = originProtectionSettings.parse({});
const none = originProtectionSettings.parse({ restApi: { value: "none", reason } });

const misgiven = (given: object): readonly string[] => {
  const { error } = originProtectionSettings.safeParse(given);
  return (error?.issues ?? []).map(({ path, message }) => `${path.map(String).join(".")}: ${message}`);
};

test("by default, an API behind CloudFront requires a header that rotates every week", () => {
  expect(usual).toEqual({
    restApi: "header-kvs",
    httpApi: "header-kvs",
    headerName: "x-origin-verify",
    rotationDays: 7,
    headersInLocalState: false,
  });
  expect(asksForHeader({ cloudFront: { restApi: {} }, originProtection: usual })).toBe(true);
  expect(asksForHeader({ cloudFront: {}, originProtection: usual })).toBe(false);
  expect(asksForHeader({ originProtection: usual })).toBe(false);
  expect(asksForHeader({ cloudFront: { httpApi: {} }, originProtection: usual })).toBe(true);
  expect(asksForHeader({ cloudFront: { httpApi: {} }, originProtection: usual }, ["restApi"])).toBe(false);
});

test('"none" is a departure, and only for an API behind CloudFront', () => {
  expect(none.restApi).toBe("none");
  expect(asksForHeader({ cloudFront: { restApi: {} }, originProtection: none })).toBe(false);
  expect(originProtectionFaults({ cloudFront: { restApi: {} }, originProtection: none })).toEqual([]);
  expect(originProtectionFaults({ originProtection: usual })).toEqual([]);
  expect(originProtectionFaults({ originProtection: none }).map(({ message }) => message)).toEqual([
    'is "none" without edge.cloudFront.restApi; leave it out: without a distribution callers reach the API directly',
  ]);
  expect(misgiven({ restApi: "none" })).toEqual([
    'restApi: give { value: "none", reason }: an origin that answers everybody is a departure',
  ]);
});

test('"none" for an HTTP API is a departure of its own', () => {
  const { httpApi } = originProtectionSettings.parse({ httpApi: { value: "none", reason } });
  const originProtection = { ...usual, httpApi };
  expect(asksForHeader({ cloudFront: { httpApi: {} }, originProtection })).toBe(false);
  expect(asksForHeader({ cloudFront: { httpApi: {}, restApi: {} }, originProtection })).toBe(true);
  expect(originProtectionFaults({ cloudFront: { httpApi: {} }, originProtection })).toEqual([]);
  expect(originProtectionFaults({ cloudFront: { restApi: {} }, originProtection })).toEqual([
    {
      path: ["edge", "originProtection", "httpApi"],
      reads: [["edge", "cloudFront"]],
      message:
        'is "none" without edge.cloudFront.httpApi; leave it out: without a distribution callers reach the API directly',
    },
  ]);
});

const behindBoth = { restApi: {}, httpApi: {} };
const written = originProtectionSettings.parse({ restApi: "header-lambda", httpApi: "header-lambda" });

test("every origin behind CloudFront has the same mode", () => {
  expect(headerModeOf({ cloudFront: behindBoth, originProtection: usual })).toBe("header-kvs");
  expect(headerModeOf({ cloudFront: behindBoth, originProtection: written })).toBe("header-lambda");
  expect(headerModeOf({ cloudFront: { httpApi: {} }, originProtection: { ...usual, httpApi: "header-lambda" } })).toBe(
    "header-lambda",
  );
  expect(headerModeOf({ cloudFront: { restApi: {} }, originProtection: none })).toBeUndefined();
  expect(originProtectionFaults({ cloudFront: behindBoth, originProtection: written })).toEqual([]);
  const mixed = { ...usual, httpApi: "header-lambda" as const };
  expect(originProtectionFaults({ cloudFront: { httpApi: {} }, originProtection: mixed })).toEqual([]);
  expect(originProtectionFaults({ cloudFront: behindBoth, originProtection: mixed })).toEqual([
    {
      path: ["edge", "originProtection", "httpApi"],
      reads: [
        ["edge", "cloudFront"],
        ["edge", "exposure"],
        ["edge", "originProtection", "restApi"],
      ],
      message:
        'is "header-lambda" while restApi is "header-kvs"; give both the same mode: all origins of an environment share one value of the header and one way to send the value',
    },
  ]);
});

test("a mode needs an API behind CloudFront", () => {
  const [fault] = originProtectionFaults({ originProtection: { ...usual, restApi: "header-lambda" } });
  expect(fault?.message).toBe(
    'is "header-lambda" without edge.cloudFront.restApi; leave it out: without a distribution callers reach the API directly',
  );
});

const applied = originProtectionSettings.parse({ restApi: "header-apply", httpApi: "header-apply", generation: 2 });

test("a secret exists for a rotation, and for functions that check the header", () => {
  const has = (originProtection: typeof usual, ...names: readonly ("httpApi" | "restApi")[]) =>
    hasOriginSecret({ cloudFront: Object.fromEntries(names.map((name) => [name, {}])), originProtection });
  expect([has(usual, "restApi"), has(written, "restApi"), has(applied, "httpApi", "restApi")]).toEqual([
    true,
    true,
    true,
  ]);
  expect([has(applied, "restApi"), has(none, "restApi"), has(usual)]).toEqual([false, false, false]);
});

test("a generation is given only with header-apply", () => {
  expect(originProtectionFaults({ cloudFront: behindBoth, originProtection: applied })).toEqual([]);
  const originProtection = { ...usual, generation: 2 };
  expect(
    originProtectionFaults({ cloudFront: behindBoth, originProtection }).map(({ path, message }) => [
      path.join("."),
      message,
    ]),
  ).toEqual([
    [
      "edge.originProtection.generation",
      'is 2 without the mode "header-apply"; leave it out: the other modes need no generation',
    ],
  ]);
});

test.each([0, 1.5, "2"])("a generation is no %j", (generation) => {
  expect(misgiven({ restApi: "header-apply", generation })).toEqual([
    "generation: give a whole number, 1 or more: the value of the apply before plus one",
  ]);
});

describe("the header's value may be in a local state only by a departure", () => {
  const accepting = (settings: typeof usual) => ({ ...settings, headersInLocalState: true });
  const messages = (edge: Parameters<typeof headerStateFaults>[0], backend: string) =>
    headerStateFaults(edge, backend).map(({ path, message }) => `${path.join(".")} ${message}`);

  test.each([
    ["header-lambda", written],
    ["header-apply", applied],
  ])("if the distribution has the value, by %s", (mode, originProtection) => {
    const lambda = { cloudFront: behindBoth, originProtection };
    expect(messages(lambda, "local")).toEqual([
      `edge.originProtection.headersInLocalState is false while state.backend is local, where "${mode}" would store the header's value in plain text; give an encrypted backend, or the mode "header-kvs", or accept the plain text by headersInLocalState: { reason }`,
    ]);
    expect(messages({ ...lambda, originProtection: accepting(originProtection) }, "local")).toEqual([]);
    expect(messages(lambda, "s3")).toEqual([]);
    expect(messages({ ...lambda, originProtection: usual }, "local")).toEqual([]);
  });

  test.each([
    ["another backend has it", accepting(written), "s3"],
    ["a function alone has it", accepting(usual), "local"],
    ["nothing has it", accepting(originProtectionSettings.parse({ restApi: { value: "none", reason } })), "local"],
  ])("and not if %s", (_, originProtection, backend) => {
    expect(messages({ cloudFront: { restApi: {} }, originProtection }, backend)).toEqual([
      "edge.originProtection.headersInLocalState is a departure while no local state has the header's value; leave it out",
    ]);
  });

  test("with a reason", () => {
    expect(originProtectionSettings.parse({ headersInLocalState: { reason } }).headersInLocalState).toBe(true);
    expect(misgiven({ headersInLocalState: true })).toHaveLength(1);
  });
});

test("a route of an HTTP API calls a function that requires the header", () => {
  const routes = [
    { path: "/hello", function: "hello" },
    { path: "/player", function: "queryPlayer" },
  ];
  const behind = { cloudFront: { httpApi: {} }, originProtection: usual, httpApi: { routes } };
  expect(originHeaderFaults(behind, "x-origin-verify").map(({ path, message }) => [path.join("."), message])).toEqual([
    [
      "edge.httpApi.routes.1.function",
      'is "queryPlayer" on /player, a function that does not require CloudFront\'s header; move the route to edge.restApi, whose firewall requires the header, or give one of secureApi, hello',
    ],
  ]);
  expect(originHeaderFaults({ ...behind, cloudFront: {} }, undefined)).toEqual([]);
});

test("an authorizer checks another header: CloudFront replaces the origin header", () => {
  const behind = { cloudFront: { restApi: {} }, originProtection: usual };
  expect(originHeaderFaults(behind, "x-caller")).toEqual([]);
  expect(originHeaderFaults({ ...behind, originProtection: none }, "x-origin-verify")).toEqual([]);
  expect(originHeaderFaults(behind, "x-origin-verify").map(({ message }) => message)).toEqual([
    'is "x-origin-verify", which compute.functions.requestAuthorizer checks too; give each its own header: CloudFront replaces the value that a caller sends in this header',
  ]);
});

test("CloudFront's client certificate needs a newer provider, which the message names", () => {
  expect(misgiven({ restApi: "origin-mtls" })).toEqual([
    "restApi: give another mode: CloudFront's client certificate needs AWS provider 6.51.0 or newer, and Palisade uses 5.100.0",
  ]);
});

test("refuses a VPC origin for an API", () => {
  expect(misgiven({ restApi: "vpc-origin" })).toEqual([
    'restApi: give "header-kvs", "header-lambda", "header-apply", or { value: "none", reason }: a VPC origin leads to a load balancer, never to an API',
  ]);
});

test.each([0, 1, 2.5, 366, "7"])("refuses a rotation every %j days", (rotationDays) => {
  expect(misgiven({ rotationDays })).toEqual([
    "rotationDays: give 2 to 90 days, or { value, reason } for 91 to 365: Secrets Manager may start a rotation up to a day early, and the former value stays accepted until the next rotation",
  ]);
});

test.each(["host", "x-amz-cf-id", "x-edge-location", "cookie"])(
  "refuses the header %s, which CloudFront does not add",
  (headerName) => {
    expect(misgiven({ headerName })).toEqual([
      "headerName: give another name, such as x-origin-verify: CloudFront refuses to add this header",
    ]);
  },
);

test.each([7, "X Verify"])("%j is no header's name", (headerName) => {
  expect(misgiven({ headerName })).toHaveLength(1);
});

describe("the load balancer", () => {
  const listed = { cloudFront: { web: {} }, exposure: "cloudfront-prefix-list", originProtection: usual } as const;
  const said = { ...usual, web: "header-kvs" } as const;

  test("requires the header only if CloudFront's servers reach it from the internet", () => {
    expect([asksForHeader(listed), asksForHeader(listed, ["restApi", "httpApi"])]).toEqual([true, false]);
    expect(asksForHeader({ ...listed, exposure: "vpc-origin" })).toBe(false);
    expect(headerModeOf(listed)).toBe("header-kvs");
    expect(originProtectionFaults({ ...listed, originProtection: said })).toEqual([]);
  });

  test.each([
    ["vpc-origin", "CloudFront alone reaches the load balancer"],
    ["public", "everybody is meant to reach the load balancer"],
  ] as const)("requires no header if edge.exposure is %s", (exposure, why) => {
    expect(originProtectionFaults({ exposure, originProtection: said }).map(({ message }) => message)).toEqual([
      `is "header-kvs" while edge.exposure is "${exposure}"; leave it out, or give edge.exposure "cloudfront-prefix-list": with "${exposure}" ${why}`,
    ]);
  });

  test.each(["none", "header-lambda", { value: "none", reason }])("refuses the mode %j", (web) => {
    expect(misgiven({ web })).toEqual([
      "web: give \"header-kvs\", or leave it out: CloudFront's prefix list admits every customer of CloudFront, and only the header identifies the environment's own distribution",
    ]);
  });

  test("has the same mode as the APIs", () => {
    const originProtection = { ...usual, restApi: "header-lambda" } as const;
    const both = { ...listed, cloudFront: { web: {}, restApi: {} }, originProtection };
    expect(originProtectionFaults(both).map(({ path, message }) => [path.join("."), message])).toEqual([
      [
        "edge.originProtection.restApi",
        'is "header-lambda" while web is "header-kvs"; give both the same mode: all origins of an environment share one value of the header and one way to send the value',
      ],
    ]);
  });
});
