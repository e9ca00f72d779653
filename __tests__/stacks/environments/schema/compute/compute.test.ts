import fc from "fast-check";
import { demoFleet, productionFleet } from "../../../../../stacks/environments/presets/compute";
import { computeFaults, computeSettings } from "../../../../../stacks/environments/schema/compute/compute";

const withFleet = (fleet: object) => ({ fleet: { ...productionFleet, ...fleet } });
const parsed = (fleet: object) => computeSettings.parse(withFleet(fleet));

/** What is said of a fleet with this part: `place rule`, for each fault. */
function said(fleet: object): string[] {
  const result = computeSettings.safeParse(withFleet(fleet));
  return (result.error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`);
}

test("production is private, in several instances, on Graviton and watched; demo is one public instance", () => {
  expect(computeSettings.parse({ fleet: productionFleet })).toEqual({
    fleet: {
      placement: "private",
      size: { min: 2, desired: 2, max: 6 },
      instanceType: "t4g.small",
      ami: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
      healthPath: "/health",
      volumeSizeGib: 8,
      maximumInstanceLifetimeDays: 30,
      cpuTargetPercent: 50,
      healthCheckGracePeriodSeconds: 300,
      observability: true,
    },
    codeSigning: false,
  });
  expect(computeSettings.parse({ fleet: demoFleet })).toEqual({
    fleet: {
      placement: "public",
      size: { min: 1, desired: 1, max: 1 },
      instanceType: "t3.micro",
      ami: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
      healthPath: "/health",
      volumeSizeGib: 8,
      maximumInstanceLifetimeDays: 30,
      cpuTargetPercent: 50,
      healthCheckGracePeriodSeconds: 300,
      observability: false,
    },
    codeSigning: false,
  });
  expect([productionFleet, demoFleet].flatMap((fleet) => computeFaults(computeSettings.parse({ fleet })))).toEqual([]);
});

test("a public fleet and an unwatched one take a reason", () => {
  expect(said({ placement: "public", observability: false })).toEqual([
    'fleet.placement give "private", or { value: "public", reason }: the internet can then address each instance',
    "fleet.observability give true, or { value: false, reason }",
  ]);
  const reason = "a trial of one hour";
  expect(
    parsed({ placement: { value: "public", reason }, observability: { value: false, reason } }).fleet,
  ).toMatchObject({ placement: "public", observability: false });
});

test("names every setting outside its limits, with the limits", () => {
  expect(
    said({
      size: { min: 0, desired: 1.5, max: 501 },
      volumeSizeGib: 7,
      maximumInstanceLifetimeDays: 366,
      cpuTargetPercent: 91,
      healthCheckGracePeriodSeconds: 60,
    }),
  ).toEqual([
    "fleet.size.min give 2 to 500 instances; or { value: 1, reason }",
    "fleet.size.desired give a whole number, 1 to 500 instances",
    "fleet.size.max give a whole number, 1 to 500 instances",
    "fleet.volumeSizeGib give a whole number, 8 to 16,384 GiB",
    "fleet.maximumInstanceLifetimeDays give 1 to 30 days; or { value, reason } for 31 to 365",
    "fleet.cpuTargetPercent give a whole number, 10 to 90 percent",
    "fleet.healthCheckGracePeriodSeconds give a whole number, 120 to 7,200 seconds",
  ]);
});

test.each(["health", "", "/", "//", "/health/", "/../etc", "/a b", "/a?b", "/a;b", "/.git", "http://x/health"])(
  "refuses the health path %j",
  (healthPath) => {
    expect(said({ healthPath })).toEqual([
      'fleet.healthPath give a path that starts with "/" and is not "/" alone, of letters, digits and . _ - /, such as /health',
    ]);
  },
);

test.each(["/health", "/status/ready.txt", "/_health", "/a-b/c"])("accepts the health path %s", (healthPath) => {
  expect(said({ healthPath })).toEqual([]);
});

const levels = (count: number) => "/level".repeat(count);

test.each([
  "ami-0123456789abcdef0",
  "ami-01234567",
  "/golden/web-server",
  "/my/aws",
  levels(15),
  `/${"x".repeat(966)}`,
])("accepts the image %s", (ami) => {
  expect(said({ ami })).toEqual([]);
});

test.each([
  "ami-123",
  "golden",
  "resolve:ssm:/golden",
  "/",
  "ami-0123456789ABCDEF0",
  "/aws/golden",
  "/AWS/service/golden",
  "/awsGolden",
  "/ssm-golden",
  levels(17),
  `/${"x".repeat(967)}`,
])("refuses the image %s", (ami) => {
  expect(said({ ami })).toEqual([
    "fleet.ami give the name of a Systems Manager parameter, which starts with /, or the id of an image, ami-…",
  ]);
});

test("one instance alone takes a reason", () => {
  const alone = (min: unknown) => ({ size: { min, desired: 1, max: 6 } });
  expect(said(alone(1))).toEqual(["fleet.size.min give 2 to 500 instances; or { value: 1, reason }"]);
  expect(parsed(alone({ value: 1, reason: "nobody waits for this one" })).fleet.size.min).toBe(1);
});

test("sizes are in order, whatever they are", () => {
  const size = fc.integer({ min: 2, max: 500 });
  fc.assert(
    fc.property(size, size, size, (min, desired, max) => {
      const faults = computeFaults(parsed({ size: { min, desired, max } }));
      expect(faults).toEqual(
        min <= desired && desired <= max
          ? []
          : [
              {
                path: ["compute", "fleet", "size"],
                message: `is {"min":${min},"desired":${desired},"max":${max}}; give min ≤ desired ≤ max`,
              },
            ],
      );
    }),
  );
});

const image = (architecture: string) =>
  `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;

test.each([
  ["t4g.small", "arm64"],
  ["m7gd.large", "arm64"],
  ["c7gn.xlarge", "arm64"],
  ["im4gn.large", "arm64"],
  ["is4gen.medium", "arm64"],
  ["g5g.xlarge", "arm64"],
  ["a1.medium", "arm64"],
  ["t3.micro", "x86_64"],
  ["t3a.micro", "x86_64"],
  ["g5.xlarge", "x86_64"],
  ["m7i-flex.large", "x86_64"],
  ["x2iedn.large", "x86_64"],
])("%s takes an image for %s and no other", (instanceType, architecture) => {
  const other = architecture === "arm64" ? "x86_64" : "arm64";
  expect(computeFaults(parsed({ instanceType, ami: image(architecture) }))).toEqual([]);
  expect(computeFaults(parsed({ instanceType, ami: image(other) }))).toEqual([
    {
      path: ["compute", "fleet", "ami"],
      reads: [["compute", "fleet", "instanceType"]],
      message: `is "${image(other)}" while compute.fleet.instanceType is "${instanceType}"; give an image for ${architecture}`,
    },
  ]);
});

test("an image that does not name its architecture is taken on trust", () => {
  expect(computeFaults(parsed({ instanceType: "t4g.small", ami: "ami-0123456789abcdef0" }))).toEqual([]);
});
