import { transport } from "../../../../../tools/review/areas/transport";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";

type Values = Readonly<Record<string, unknown>>;

const balancer = { id: "lb", arn: "arn:lb", dns_name: "web.elb.amazonaws.com", name: "web" };
const lb: PlannedResource = { address: "aws_lb.web", before: balancer, after: balancer };
const address: PlannedResource = {
  address: "aws_eip.ip",
  before: { id: "eipalloc-1", public_ip: "203.0.113.9" },
};

const record = (type: string, ...records: readonly string[]): Values => ({
  zone_id: "Z1",
  name: "app.example.com",
  type,
  records,
  ttl: 300,
});
const changed = (
  before: Values | undefined,
  after: Values | undefined,
  type = "aws_route53_record",
): PlannedResource => ({
  address: `${type}.r`,
  ...(before && { before }),
  ...(after && { after }),
});
const linesOf = (...resources: readonly PlannedResource[]): readonly string[] =>
  findIn(transport, planOf(resources)).map((one) => lineOf(one).replace("DNS record app.example.com, ", ""));

test.each([
  ["CNAME", "web.elb.amazonaws.com", "evil.example.net"],
  ["A", "203.0.113.9", "198.51.100.1"],
  ["MX", "10 web.elb.amazonaws.com.", "10 mail.example.net."],
])("a record %s that leads to a host of others is an exposure, and the way back is not", (type, own, foreign) => {
  const ip = { ...address, after: { id: "eipalloc-1", public_ip: "203.0.113.9" } };
  const directions = (before: string, after: string): readonly string[] =>
    linesOf(lb, ip, changed(record(type, before), record(type, after))).map((line) => line.split(":")[0] ?? "");
  expect(directions(own, foreign)).toEqual(["exposure, weaker"]);
  expect(directions(foreign, own)).toEqual(["exposure, stronger"]);
  expect(directions(foreign, "third.example.org")).toEqual(["exposure, cannot tell"]);
  expect(directions(own, own.toUpperCase())).toEqual([]);
});

test("a new name for the website of a bucket that no plan has is an exposure, as is one that goes on to a free address", () => {
  const site = record("CNAME", "old.s3-website-eu-west-1.amazonaws.com");
  const [found] = findIn(transport, planOf([changed(undefined, site)]));
  expect(found).toMatchObject({ consequence: "exposure", direction: "weaker" });
  expect(found?.meaning).toContain("whoever makes a bucket of that name answers");
  const stays = record("A", "203.0.113.9");
  expect(linesOf(address, changed(stays, stays))).toEqual(["exposure, weaker: target: answers → deleted"]);
});

test("a record that takes the place of another one is compared with it", () => {
  const [was, is] = [record("CNAME", "web.elb.amazonaws.com"), record("CNAME", "evil.example.net")];
  const other = { address: "aws_route53_record.other", after: is };
  expect(linesOf(lb, changed(was, undefined), other)).toEqual(["exposure, weaker: target: web → evil.example.net"]);
  expect(linesOf(lb, changed(was, undefined), { ...other, after: was })).toEqual([]);
});

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  [
    "one authority more",
    ['0 issue "amazon.com"'],
    ['0 issue "amazon.com"', '0 issue "letsencrypt.org"'],
    ["guard lost, weaker: certificate authorities: amazon.com → amazon.com, letsencrypt.org"],
  ],
  [
    "another authority",
    ['0 issue "amazon.com"'],
    ['0 issue "letsencrypt.org"'],
    ["guard lost, cannot tell: certificate authorities: amazon.com → letsencrypt.org"],
  ],
  [
    "nobody for wildcards",
    ['0 issue "amazon.com"', '0 issuewild ";"'],
    ['0 issue "amazon.com"'],
    ["guard lost, weaker: certificate authorities: amazon.com; for wildcards no authority → amazon.com"],
  ],
  [
    "an address for reports alone",
    ['0 issue "amazon.com"'],
    ['0 issue "amazon.com"', '0 iodef "mailto:a@example.com"'],
    ["guard lost, neutral: certificate authorities: amazon.com → amazon.com, with other settings"],
  ],
  ["the same in another order", ['0 issue "a.com"', '0 issue "b.com"'], ['0 issue "b.com"', '0 issue "a.com"'], []],
])("of who may issue certificates, %s", (_, before, after, lines) => {
  expect(linesOf(changed(record("CAA", ...before), record("CAA", ...after)))).toEqual(lines);
});

test("without a record any authority may issue certificates", () => {
  const caa = record("CAA", '0 issue "amazon.com"');
  expect(linesOf(changed(caa, undefined))).toEqual([
    "guard lost, weaker: certificate authorities: amazon.com → any authority",
  ]);
  expect(linesOf(changed(undefined, caa))).toEqual([
    "guard lost, stronger: certificate authorities: any authority → amazon.com",
  ]);
});

test("a text of the name, such as who may send mail in it, is a guard", () => {
  const [one, other] = [record("TXT", "v=spf1 -all"), record("TXT", "v=spf1 +all")];
  expect(linesOf(changed(one, other))).toEqual(["guard lost, cannot tell: target: v=spf1 -all → v=spf1 +all"]);
  expect(linesOf(changed(one, undefined))).toEqual(["guard lost, weaker: app.example.com TXT: a text → nothing"]);
});

test("a zone that ends leaves its names to whoever gets its name servers, a private one leaves them to nobody", () => {
  const zone = { name: "example.com", force_destroy: false };
  const inVpc = { ...zone, vpc: [{ vpc_id: "vpc-1" }] };
  const lines = (before: Values | undefined, after: Values | undefined) =>
    linesOf(changed(before, after, "aws_route53_zone"));
  expect(lines(zone, undefined)).toEqual(["exposure, weaker: DNS zone example.com: answers → nothing"]);
  expect(lines(inVpc, undefined)).toEqual(["downtime, weaker: DNS zone example.com: answers → nothing"]);
  expect(lines(zone, { ...zone, force_destroy: true })).toEqual([
    "guard lost, weaker: DNS zone example.com, deletion with all its records: off → on",
  ]);
  expect(lines(inVpc, { ...zone, vpc: [{ vpc_id: "vpc-1" }, { vpc_id: "vpc-2" }] })).toEqual([
    "exposure, weaker: DNS zone example.com, VPCs: nothing → vpc-2",
    "downtime, stronger: DNS zone example.com, VPCs: nothing → vpc-2",
  ]);
});

test("a certificate of another account is a guard that is lost", () => {
  const listener = (account: string): Values => ({
    arn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/web/1/2",
    protocol: "HTTPS",
    port: 443,
    certificate_arn: `arn:aws:acm:eu-west-1:${account}:certificate/1`,
  });
  const [own, other] = [listener("111122223333"), listener("999988887777")];
  const directions = (before: Values, after: Values) =>
    linesOf(changed(before, after, "aws_lb_listener")).map((line) => line.split(":")[0]);
  expect(directions(own, other)).toEqual(["guard lost, weaker"]);
  expect(directions(other, own)).toEqual(["guard lost, stronger"]);
});

test("a fleet that leaves its target group is said, and one whose target group is replaced is not", () => {
  const at = (arn: string): Values => ({ autoscaling_group_name: "web", lb_target_group_arn: arn });
  expect(linesOf(changed(at("arn:one"), at("arn:other"), "aws_autoscaling_attachment"))).toEqual([
    "downtime, cannot tell: Auto Scaling attachment r, target group: arn:one → arn:other",
  ]);
  const group: PlannedResource = {
    address: "aws_lb_target_group.web",
    before: { arn: "arn:one", name: "web" },
    after: { name: "web" },
    unknown: { arn: true },
    actions: ["create", "delete"],
  };
  const followed: PlannedResource = {
    address: "aws_autoscaling_attachment.r",
    before: at("arn:one"),
    after: { autoscaling_group_name: "web" },
    unknown: { lb_target_group_arn: true },
    references: { lb_target_group_arn: ["aws_lb_target_group.web.arn", "aws_lb_target_group.web"] },
  };
  expect(linesOf(group, followed)).toEqual([]);
});
