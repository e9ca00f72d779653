import { availability } from "../../../../../tools/review/areas/availability";
import { reviewOf } from "../../../../../tools/review/review";
import { casePlan, findIn, lineOf, planOf, type PlannedResource } from "../../../../support/plans";

const group: PlannedResource = {
  address: "aws_security_group.app",
  before: { id: "sg-0123456789abcdef0", name: "app", description: "one" },
  after: { name: "app", description: "two" },
  actions: ["create", "delete"],
  unknown: { id: true },
  replacePaths: [["description"]],
};
const rule: PlannedResource = {
  address: "aws_vpc_security_group_ingress_rule.http",
  before: { id: "sgr-0123456789abcdef0", security_group_id: "sg-0123456789abcdef0", from_port: 80 },
  after: { from_port: 80 },
  actions: ["delete", "create"],
  unknown: { id: true, security_group_id: true },
  replacePaths: [["security_group_id"]],
  references: { security_group_id: ["aws_security_group.app.id", "aws_security_group.app"] },
};
const told = (...plans: Parameters<typeof planOf>[0][]): readonly string[] =>
  findIn(availability, ...plans.map((resources) => planOf(resources))).map(
    (finding) => `${lineOf(finding)}. ${finding.meaning}`,
  );

test("a resource that is destroyed first is away, and the value that forces the replacement is named", () => {
  expect(told([{ ...group, actions: ["delete", "create"] }])).toEqual([
    "downtime, weaker: security group app, replaced: description one → description two. Its description cannot be changed in place; the old one is destroyed first, so it is away until the new one is made.",
  ]);
});

test("a resource that is made before the old one is destroyed is never away", () => {
  expect(told([group])).toEqual([
    "downtime, neutral: security group app, replaced: description one → description two. Its description cannot be changed in place; the new one is made before the old one is destroyed.",
  ]);
});

test("what is replaced for another replacement alone is told with the other, and is away for a moment", () => {
  const found = findIn(availability, planOf([group, rule]));
  expect(found.map(lineOf)).toEqual([
    "downtime, weaker: security group app, replaced: description one → description two",
  ]);
  expect(found[0]?.meaning).toContain("1 resource replaced for that: security group rule (ingress) http");
  expect(found[0]?.alsoSays?.map(({ address }) => address)).toEqual([rule.address]);
});

test("what changes by itself too is told by itself, also where its own change is known after apply only", () => {
  const attachment = { ...rule, address: "aws_network_interface_sg_attachment.http" };
  const own = { ...attachment, after: { from_port: 22 } };
  expect(told([group, own])).toHaveLength(2);
  const later = {
    ...attachment,
    after: {},
    unknown: { id: true, security_group_id: true, from_port: true },
    references: { ...rule.references, from_port: [] },
  };
  expect(told([group, later])).toHaveLength(2);
});

test("what is changed in place to what the replacement makes is named", () => {
  const peer: PlannedResource = {
    address: "aws_vpc_security_group_egress_rule.out",
    before: { referenced_security_group_id: "sg-0123456789abcdef0" },
    after: {},
    unknown: { referenced_security_group_id: true },
    references: { referenced_security_group_id: ["aws_security_group.app.id", "aws_security_group.app"] },
  };
  expect(told([group, peer]).join()).toContain("1 resource changed for that: security group rule (egress) out");
  expect(told([group, { ...peer, unknown: {}, after: peer.before }]).join()).not.toContain("for that");
});

test("a guard that is destroyed first leaves a moment without a guard", () => {
  const association: PlannedResource = {
    address: "aws_wafv2_web_acl_association.api",
    before: { web_acl_arn: "arn:a" },
    after: { web_acl_arn: "arn:b" },
    actions: ["delete", "create"],
    replacePaths: [["web_acl_arn"]],
  };
  expect(told([association])).toEqual([
    "guard lost, weaker: web ACL association api, replaced: web_acl_arn arn:a → web_acl_arn arn:b. Its web_acl_arn cannot be changed in place; the old one is destroyed first, so nothing watches or guards until the new one is made.",
  ]);
});

test.each([
  ["replace_because_tainted", "An earlier apply left it half made or somebody marked it as tainted"],
  ["replace_by_request", "Whoever planned asked for it by -replace"],
  ["replace_by_triggers", "Its replace_triggered_by names something that changes"],
])("%s is said in words", (reason, words) => {
  const [line = ""] = told([{ ...group, replacePaths: [], entry: { action_reason: reason } }]);
  expect(line).toContain(words);
});

test("another layer that still names the old one is named, and is without it until it is applied", () => {
  const reader: PlannedResource = {
    address: "aws_launch_template.web",
    before: { id: "lt-1", vpc_security_group_ids: ["sg-0123456789abcdef0"] },
    after: { id: "lt-1", vpc_security_group_ids: ["sg-0123456789abcdef0"] },
  };
  const [finding] = findIn(availability, planOf([group], { layer: "network" }), planOf([reader], { layer: "compute" }));
  expect(finding?.direction).toBe("weaker");
  expect(finding?.meaning).toContain(
    "the old one is still named by launch template web (layer compute) until that layer is applied",
  );
});

test("what serves nobody is no downtime", () => {
  const data: PlannedResource = {
    address: "terraform_data.trigger",
    before: { id: "1", input: "a" },
    after: { input: "b" },
    actions: ["delete", "create"],
    unknown: { id: true },
  };
  expect(told([data]).map((line) => line.split(":")[0])).toEqual(["other, neutral"]);
});

test("a replaced role is not taken for whatever has the role's name", () => {
  const role: PlannedResource = {
    address: "aws_iam_role.hello",
    before: { id: "prod-hello", name: "prod-hello", path: "/" },
    after: { name: "prod-hello", path: "/a/" },
    actions: ["delete", "create"],
    unknown: { id: true },
  };
  const log: PlannedResource = {
    address: "aws_cloudwatch_metric_alarm.hello",
    before: { dimensions: { FunctionName: "prod-hello" } },
    after: {},
    unknown: { dimensions: true },
  };
  expect(told([role, log]).join()).not.toContain("changed for that");
});

test("an output is told where the replaced resource gives its value, and not where something that stays is called the same", () => {
  const template: PlannedResource = {
    address: "aws_launch_template.web",
    before: { id: "lt-0123456789abcdef0", name: "web" },
    after: { name: "other" },
    actions: ["create", "delete"],
    unknown: { id: true },
    replacePaths: [["name"]],
  };
  const fleet = { address: "aws_autoscaling_group.web", before: { id: "web" }, after: { id: "web" } };
  const output = (value: string) => ({
    outputs: {
      it: {
        actions: ["no-op"],
        before: value,
        after: value,
        after_unknown: false,
        before_sensitive: false,
        after_sensitive: false,
      },
    },
  });
  const of = (resources: readonly PlannedResource[], value: string): string =>
    findIn(availability, planOf(resources, output(value)))
      .map(({ direction, meaning }) => `${direction}: ${meaning}`)
      .join();
  expect(of([template, fleet], "web")).not.toContain("output");
  expect(of([template], "web")).toContain("output it get");
  expect(of([template, fleet], "lt-0123456789abcdef0")).toMatch(/^weaker: .*output it get/);
});

describe("of the given plans:", () => {
  const lines = (number: string): readonly string[] =>
    findIn(availability, casePlan(number)).map((finding) => `${lineOf(finding)}. ${finding.meaning}`);

  test("a replaced security group is told once, with its rules, its output, and nothing of opening", () => {
    const [line = "", ...more] = lines("14");
    expect(more).toEqual([]);
    expect(line).toContain("downtime, weaker: security group prod-network-app,");
    expect(line).toContain("3 resources replaced for that");
    expect(line).toContain("2 resources changed for that");
    expect(line).toContain("the layers that read output app_security_group_id get the new value at their next apply");
    expect(line).not.toMatch(/\bopen|clos|expos/);
  });

  test("a replaced client, and a replaced rule of a group or an ACL, is told by the area that knows what fails", () => {
    expect(["31", "10", "13"].flatMap(lines)).toEqual([]);
    const downtime = (number: string): readonly string[] =>
      reviewOf([casePlan(number)])
        .findings.filter(({ consequence }) => consequence === "downtime")
        .map(({ rule }) => rule);
    expect(downtime("31")).toEqual(["user-pool-client-id"]);
    expect(new Set(downtime("10"))).toEqual(new Set(["security-group-ingress-moment"]));
    expect(new Set(downtime("13"))).toEqual(new Set(["network-acl-ingress-moment"]));
  });

  test("a replacement that Terraform refuses is told as refused", () => {
    expect(lines("65")).toEqual([
      expect.stringMatching(
        /^downtime, weaker: user pool .*username_configuration\.case_sensitive false → .*so none of this can be applied as it stands\.$/,
      ),
    ]);
  });

  test("a replaced database is away", () => {
    expect(lines("50")).toEqual([
      expect.stringMatching(
        /^downtime, weaker: database .*kms_key_id and storage_encrypted cannot be changed in place/,
      ),
    ]);
  });

  test("nothing is away where only tags change, or nothing", () => {
    expect([...lines("40"), ...lines("00")]).toEqual([]);
  });
});
