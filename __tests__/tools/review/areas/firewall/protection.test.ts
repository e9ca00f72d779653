import { firewall } from "../../../../../tools/review/areas/firewall";
import { type PlannedResource, lineOf, planOf } from "../../../../support/plans";
import { reviewOf } from "../../../../../tools/review/review";
import { findingsOf, webAcl } from "./web-acl-plan";
import { arn } from "./web-acls";

const lines = (...resources: readonly PlannedResource[]) => findingsOf(...resources).map(lineOf);

const stage = { arn: "arn:aws:apigateway:eu-west-1::/restapis/1/stages/v1", stage_name: "v1" };
const staying: PlannedResource = { address: "aws_api_gateway_stage.stage", before: stage, after: stage };
const association = (acl: string, resource = stage.arn) => ({
  web_acl_arn: arn("webacl", acl),
  resource_arn: resource,
});
const associated = (before?: object, after?: object, name = "one"): PlannedResource => ({
  address: `aws_wafv2_web_acl_association.${name}`,
  ...(before && { before: { ...before } }),
  ...(after && { after: { ...after } }),
});

test("a stage that loses its web ACL is exposed, one that gets a web ACL is guarded", () => {
  expect(lines(staying, webAcl({}), associated(association("web")))).toEqual([
    "exposure, weaker: REST API stage v1: web ACL web → no web ACL",
  ]);
  expect(lines(staying, webAcl({}), associated(undefined, association("web")))).toEqual([
    "exposure, stronger: REST API stage v1: no web ACL → web ACL web",
  ]);
});

test("an association under another address, or of what goes with it, exposes nothing", () => {
  const moved = [associated(association("web")), associated(undefined, association("web"), "two")];
  expect(lines(staying, webAcl({}), ...moved)).toEqual([]);
  expect(
    lines({ address: "aws_api_gateway_stage.stage", before: stage }, webAcl({}), associated(association("web"))),
  ).toEqual([]);
});

test("another web ACL in front of the same thing is left to the reader", () => {
  expect(lines(staying, webAcl({}), associated(association("web"), association("other")))).toEqual([
    "exposure, cannot tell: REST API stage v1: web ACL web → web ACL other",
  ]);
});

test("what another layer has is named by its ARN", () => {
  const pool = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a";
  const found = findingsOf(webAcl({}), associated(association("web", pool)));
  expect(found.map(({ direction, meaning }) => [direction, meaning])).toEqual([
    [
      "weaker",
      "Every request now reaches cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a without AWS WAF: no rule stops anything there.",
    ],
  ]);
});

test("a distribution without its web ACL is exposed", () => {
  const distribution = (acl?: string) => ({ aliases: ["www.example.com"], comment: "web", web_acl_id: acl });
  expect(
    lines(
      {
        address: "aws_cloudfront_distribution.web",
        before: distribution(arn("webacl", "web")),
        after: distribution(""),
      },
      webAcl({}),
    ),
  ).toEqual(["exposure, weaker: CloudFront distribution www.example.com: web ACL web → no web ACL"]);
});

test("what is made without a web ACL is exposed from the start, also in a first apply", () => {
  const made: PlannedResource = { address: "aws_api_gateway_stage.stage", after: stage };
  const inside: PlannedResource = { address: "aws_lb.inside", after: { name: "inside", internal: true } };
  expect(lines(made, inside)).toEqual(["exposure, weaker: REST API stage v1: nothing → made without a web ACL"]);
  const { findings } = reviewOf([planOf([made, inside])], { areas: [firewall] });
  expect(findings.filter(({ rule }) => rule === "waf-association").map(({ direction }) => direction)).toEqual([
    "neutral",
  ]);
  expect(lines(made, webAcl({}), associated(undefined, association("web")))).toEqual([]);
});

test("a web ACL of another account is told by its account, and that nothing guards while the association is made anew", () => {
  const elsewhere = arn("webacl", "web").replace(/:\d{12}:/, ":999988887777:");
  const replaced: PlannedResource = {
    ...associated(association("web"), { ...association("web"), web_acl_arn: elsewhere }),
    actions: ["delete", "create"],
    replacePaths: [["web_acl_arn"]],
  };
  const [found] = findingsOf(staying, webAcl({}), replaced);
  expect(found && lineOf(found)).toBe(
    "exposure, cannot tell: REST API stage v1: web ACL web → web ACL web of account 999988887777",
  );
  expect(found?.meaning).toContain("until the new association is made, no web ACL guards it");
});
