import { instances } from "../../../../../tools/review/areas/instances";
import { reviewOf } from "../../../../../tools/review/review";
import { findIn, lineOf, planOf, type PlannedResource } from "../../../../support/plans";

type Values = Readonly<Record<string, unknown>>;

const told = (...resources: readonly PlannedResource[]): readonly string[] =>
  findIn(instances, planOf(resources)).map(lineOf);
const change = (
  address: string,
  before: Values,
  after: Values,
  more: Partial<PlannedResource> = {},
): PlannedResource => ({
  address,
  before: { name: "web", ...before },
  after: { name: "web", ...after },
  ...more,
});
const template = "aws_launch_template.web";

test("a template that is created weak is told, and one that is created safe says nothing", () => {
  const safe = {
    name: "web",
    metadata_options: [{ http_tokens: "required", http_put_response_hop_limit: 1 }],
    block_device_mappings: [{ device_name: "/dev/xvda", ebs: [{ encrypted: "true" }] }],
    network_interfaces: [{ associate_public_ip_address: "false" }],
  };
  const weaker = ({ address, after }: PlannedResource): readonly string[] =>
    told({ address, ...(after && { after }) }).filter((line) => !line.includes("stronger"));
  expect(weaker({ address: template, after: safe })).toEqual([]);
  expect(
    weaker({
      address: template,
      after: { name: "web", key_name: "k", block_device_mappings: [{ device_name: "/dev/xvda", ebs: [{}] }] },
    }),
  ).toEqual([
    "guard lost, weaker: launch template web, key pair: nothing → k",
    "guard lost, weaker: launch template web, metadata session tokens: nothing → optional",
    "guard lost, weaker: launch template web, volume /dev/xvda, encryption: nothing → off",
  ]);
});

test("a volume more that is not encrypted is told, and which of the volumes", () => {
  const devices = (...names: readonly string[]): Values => ({
    block_device_mappings: names.map((device_name) => ({
      device_name,
      ebs: [{ encrypted: String(device_name === "/dev/xvda") }],
    })),
  });
  expect(told(change(template, devices("/dev/xvda"), devices("/dev/xvdb", "/dev/xvda")))).toEqual([
    "guard lost, weaker: launch template web, volume /dev/xvdb, encryption: nothing → off",
  ]);
});

test("other user data, another image, other security groups and another profile cannot be told, and no user data is shown", () => {
  const found = findIn(
    instances,
    planOf([
      change(
        template,
        {
          user_data: "b25l",
          image_id: "ami-1",
          vpc_security_group_ids: ["sg-1"],
          iam_instance_profile: [{ name: "a" }],
        },
        {
          user_data: "dHdv",
          image_id: "ami-2",
          vpc_security_group_ids: ["sg-2"],
          iam_instance_profile: [{ name: "b" }],
        },
      ),
    ]),
  );
  expect(found.map(lineOf).sort()).toEqual([
    "guard lost, cannot tell: launch template web, image: ami-1 → ami-2",
    "guard lost, cannot tell: launch template web, security groups: sg-1 → sg-2",
    "other, cannot tell: launch template web, user data: set → set",
    "privilege gained, cannot tell: launch template web, instance profile: a → b",
  ]);
  expect(JSON.stringify(found)).not.toMatch(/b25l|dHdv/);
});

test("an instance that changes in place is stopped for its type and its user data", () => {
  expect(told(change("aws_instance.i", { instance_type: "t4g.small" }, { instance_type: "t4g.large" }))).toEqual([
    "downtime, stronger: instance web, instance type: t4g.small → t4g.large",
    "downtime, weaker: instance web, stopped for instance_type",
  ]);
});

const fleet = (version: string | undefined, more: Values = {}): Values => ({
  launch_template: [{ id: "lt-1", ...(version !== undefined && { version }) }],
  ...more,
});
const base = { address: template, before: { id: "lt-1", name: "web" }, after: { id: "lt-1", name: "web" } };

test("a new version of the template reaches running instances by a refresh alone", () => {
  const refresh = { instance_refresh: [{ strategy: "Rolling", preferences: [{ min_healthy_percentage: 100 }] }] };
  const told = (more: Values): readonly string[] =>
    findIn(instances, planOf([base, change("aws_autoscaling_group.web", fleet("3", more), fleet("4", more))])).map(
      (finding) => `${lineOf(finding)}. ${finding.meaning}`,
    );
  expect(told(refresh)).toEqual([
    "downtime, neutral: Auto Scaling group web, version of the launch template: 3 → 4. New instances start from the new version; running instances are replaced at once, in turn, with 100 % of them in service.",
  ]);
  expect(told({})).toEqual([
    "downtime, neutral: Auto Scaling group web, version of the launch template: 3 → 4. New instances start from the new version; running instances stay as they are until each ends by itself.",
  ]);
});

test("a version that is known after apply is the version that the template gets, and another template cannot be told", () => {
  const later = { unknown: { launch_template: [{ version: true }] } };
  expect(told(base, change("aws_autoscaling_group.web", fleet("3"), fleet(undefined), later))).toEqual([
    "downtime, neutral: Auto Scaling group web, version of the launch template: 3 → known after apply",
  ]);
  const other = { launch_template: [{ id: "lt-2", version: "1" }] };
  expect(told(base, change("aws_autoscaling_group.web", fleet("3"), other))).toEqual([
    "guard lost, cannot tell: Auto Scaling group web, launch template: web → lt-2",
  ]);
});

test("a session document that changes in another way cannot be told, and its description says nothing", () => {
  const session = (values: Values): Values => ({ document_type: "Session", content: JSON.stringify(values) });
  const one = { schemaVersion: "1.0", inputs: { kmsKeyId: "arn:k" } };
  expect(
    told(
      change(
        "aws_ssm_document.s",
        session(one),
        session({ ...one, description: "x", inputs: { ...one.inputs, shellProfile: { linux: "sudo su" } } }),
      ),
    ),
  ).toEqual(["guard lost, cannot tell: Systems Manager document web, shellProfile"]);
  expect(told(change("aws_ssm_document.s", session(one), session({ ...one, description: "x" })))).toEqual([]);
});

test("a document that is no session document, or is not in JSON, cannot be told", () => {
  expect(
    told(
      change(
        "aws_ssm_document.s",
        { content: "a: b", document_type: "Command" },
        { content: "a: c", document_type: "Command" },
      ),
    ),
  ).toEqual(["other, cannot tell: Systems Manager document web, content"]);
});

test("what keeps instances patched is told when it goes and when it comes", () => {
  const association = { name: "AWS-RunPatchBaseline" };
  expect(told({ address: "aws_ssm_association.p", before: association })).toEqual([
    "guard lost, weaker: ssm association AWS-RunPatchBaseline",
  ]);
  expect(told({ address: "aws_ssm_association.p", after: association })).toEqual([
    "guard lost, stronger: ssm association AWS-RunPatchBaseline",
  ]);
});

test("another image of AWS's is neutral, and one of nobody knows whom in its place is weaker", () => {
  const aws = (name: string): string => `resolve:ssm:/aws/service/ami-amazon-linux-latest/${name}`;
  const image = (before: string, after: string): readonly string[] =>
    told(change(template, { image_id: before }, { image_id: after }));
  expect(image(aws("al2023-x86_64"), aws("al2023-arm64"))).toEqual([
    `guard lost, neutral: launch template web, image: ${aws("al2023-x86_64")} → ${aws("al2023-arm64")}`,
  ]);
  expect(image(aws("al2023-arm64"), "resolve:ssm:/golden")).toEqual([
    `guard lost, weaker: launch template web, image: ${aws("al2023-arm64")} → resolve:ssm:/golden`,
  ]);
});

test("a refresh that goes, and another profile, are one finding each that says the whole block", () => {
  const refresh = { instance_refresh: [{ strategy: "Rolling", preferences: [{ min_healthy_percentage: 100 }] }] };
  const saidOf = (resource: PlannedResource) => reviewOf([planOf([resource])], { areas: [instances] });
  const gone = saidOf(change("aws_autoscaling_group.fleet", refresh, {}));
  expect([gone.findings.map(({ rule }) => rule), gone.plain]).toEqual([["fleet-refresh"], []]);
  const profile = (name: string): Values => ({ iam_instance_profile: [{ name, arn: "" }] });
  const other = saidOf(change(template, profile("web"), profile("admin")));
  expect([other.findings.map(({ rule }) => rule), other.plain]).toEqual([["instance-profile"], []]);
});
