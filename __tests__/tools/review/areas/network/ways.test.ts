import { reviewOfCase } from "../../../../support/case-reviews";
import { casePlan, findIn, lineOf } from "../../../../support/plans";
import { network } from "../../../../../tools/review/areas/network";
import { asSaid, findingsFrom, flipped, linesFrom } from "./states";

test("the first plan of a layer is the way that it opens, not a list of its rules", () => {
  const review = reviewOfCase("60", [network]).findings.filter(({ rule }) => rule !== "not-understood");
  expect(review.map(({ thing, consequence, direction, after }) => [thing, consequence, direction, after])).toEqual([
    ["CloudFront VPC origin load_balancer_vpc_origin", "exposure", "neutral", "what is known after apply only"],
  ]);
});

test.each([["00"], ["01"], ["40"], ["46"], ["50"]])("plan %s changes nothing in the network", (number) => {
  expect(findIn(network, casePlan(number)).map(lineOf)).toEqual([]);
});

const balancer = (name: string) => ({ [`aws_lb.${name}`]: { id: name, arn: `arn:${name}`, name, internal: true } });
const origin = (arn: string) => ({ "aws_cloudfront_vpc_origin.a": { vpc_origin_endpoint_config: [{ arn }] } });
const both = { ...balancer("one"), ...balancer("two") };

test("a VPC origin is a way from the internet to what it leads to", () => {
  const [none, one, two] = [both, { ...both, ...origin("arn:one") }, { ...both, ...origin("arn:two") }];
  const part = "CloudFront VPC origin a, way through CloudFront: ";
  expect(linesFrom(none, one)).toEqual([`exposure, weaker: ${part}none → load balancer one`]);
  expect(linesFrom(one, two)).toEqual([`exposure, cannot tell: ${part}load balancer one → load balancer two`]);
  expect(asSaid(findingsFrom(one, none))).toEqual(flipped(findingsFrom(none, one)));
});

describe("a VPC endpoint", () => {
  const endpoint = (changed: Readonly<Record<string, unknown>> = {}) => ({
    "aws_vpc_endpoint.kms": { id: "vpce-1", service_name: "kms", subnet_ids: ["subnet-1", "subnet-2"], ...changed },
  });
  const part = "VPC endpoint kms, ";

  test("that is deleted is a guard that is lost, and one that is created a guard", () => {
    expect(linesFrom(endpoint(), {})).toEqual([`guard lost, weaker: ${part}service: kms → none`]);
    expect(linesFrom({}, endpoint())).toEqual([`guard lost, stronger: ${part}service: none → kms`]);
  });

  test("of another service cannot be told", () => {
    expect(linesFrom(endpoint(), endpoint({ service_name: "ssm" }))).toEqual([
      `guard lost, cannot tell: ${part}service: kms → ssm`,
    ]);
  });

  test("in subnets that are known after apply cannot be reviewed", () => {
    const how = { "aws_vpc_endpoint.kms": { actions: ["update"], unknown: { subnet_ids: true } } };
    expect(linesFrom(endpoint(), endpoint({ subnet_ids: null }), how)).toEqual([
      `not reviewable, cannot tell: ${part}subnets: subnet-1 and subnet-2 → known after apply`,
    ]);
  });

  test("in fewer subnets is an interruption", () => {
    expect(linesFrom(endpoint(), endpoint({ subnet_ids: ["subnet-2"] }))).toEqual([
      `downtime, weaker: ${part}subnets: subnet-1 and subnet-2 → subnet-2`,
    ]);
    expect(linesFrom(endpoint({ subnet_ids: ["subnet-2"] }), endpoint())).toEqual([
      `downtime, stronger: ${part}subnets: subnet-2 → subnet-1 and subnet-2`,
    ]);
  });
});

test.each([
  ["aws_internet_gateway", "internet gateway a: not there → a way to the internet"],
  ["aws_vpc_peering_connection", "vpc peering connection a: not there → a way to another VPC"],
  [
    "aws_ec2_transit_gateway_vpc_attachment",
    "transit gateway attachment a: not there → a way to the networks of a transit gateway",
  ],
])("%s that comes is a weakening, and that goes a strengthening", (type, line) => {
  const there = { [`${type}.a`]: { id: "a" } };
  expect(linesFrom({}, there)).toEqual([`guard lost, weaker: ${line}`]);
  expect(asSaid(findingsFrom(there, {}))).toEqual(flipped(findingsFrom({}, there)));
});
