import { lineOf } from "../../../../support/plans";
import type { Block } from "./requests";
import { findingsOf, webAcl } from "./web-acl-plan";
import { arn } from "./web-acls";

const base = {
  resource_arn: arn("webacl", "web"),
  log_destination_configs: ["arn:aws:logs:eu-west-1:123456789012:log-group:aws-waf-logs-web"],
};
const logging = (before?: Block, after?: Block) => ({
  address: "aws_wafv2_web_acl_logging_configuration.log",
  ...(before && { before: { ...base, ...before } }),
  ...(after && { after: { ...base, ...after } }),
});
const lines = (before?: Block, after?: Block) =>
  findingsOf(webAcl({}), logging(before, after)).map((one) =>
    lineOf(one).replace("web ACL logging log, log of web ACL web: ", ""),
  );
const keeping = (...actions: readonly string[]): Block => ({
  logging_filter: [
    {
      default_behavior: "DROP",
      filter: [
        {
          behavior: "KEEP",
          requirement: "MEETS_ANY",
          condition: actions.map((action) => ({ action_condition: [{ action }], label_name_condition: [] })),
        },
      ],
    },
  ],
});
const leavingOut = (...headers: readonly string[]): Block => ({
  redacted_fields: headers.map((name) => ({ single_header: [{ name }], uri_path: [] })),
});

test("a log that is removed leaves nothing to see, unless its web ACL goes as well", () => {
  expect(lines({}, undefined)).toEqual(["guard lost, weaker: logged → no log"]);
  expect(lines(undefined, {})).toEqual(["guard lost, stronger: no log → logged"]);
  const { address, before } = webAcl({});
  const found = findingsOf({ address, before }, logging({}));
  expect(found.map(({ rule }) => rule)).toEqual(["waf-web-acl"]);
});

test("a filter that drops more is weaker, and the same filter in another order says nothing", () => {
  expect(lines(keeping("BLOCK", "COUNT"), keeping("COUNT"))).toEqual([
    "guard lost, weaker: BLOCK: logged → BLOCK: left out",
  ]);
  expect(lines(keeping("COUNT"), keeping("BLOCK", "COUNT"))).toEqual([
    "guard lost, stronger: BLOCK: left out → BLOCK: logged",
  ]);
  expect(lines({}, keeping("BLOCK"))).toEqual([
    "guard lost, weaker: ALLOW, CAPTCHA, CHALLENGE: logged → ALLOW, CAPTCHA, CHALLENGE: left out",
  ]);
  expect(lines(keeping("BLOCK", "COUNT"), keeping("COUNT", "BLOCK"))).toEqual([]);
});

test("a filter that drops who solved a CAPTCHA and was then allowed is weaker", () => {
  const dropping = {
    logging_filter: [
      {
        default_behavior: "KEEP",
        filter: [
          {
            behavior: "DROP",
            requirement: "MEETS_ALL",
            condition: ["ALLOW", "CAPTCHA"].map((action) => ({ action_condition: [{ action }] })),
          },
        ],
      },
    ],
  };
  expect(lines({}, dropping)).toEqual([
    "guard lost, weaker: ALLOW with CAPTCHA: logged → ALLOW with CAPTCHA: left out",
  ]);
});

test("a header that is no longer left out can be read in the log", () => {
  expect(lines(leavingOut("authorization", "cookie"), leavingOut("Cookie"))).toEqual([
    "guard lost, weaker: header authorization: left out → header authorization: logged",
  ]);
  expect(lines(leavingOut("cookie"), leavingOut("cookie", "authorization"))).toEqual([
    "guard lost, stronger: header authorization: logged → header authorization: left out",
  ]);
});

test("a log that goes elsewhere is left to the reader", () => {
  expect(lines({}, { log_destination_configs: ["arn:aws:s3:::aws-waf-logs-elsewhere"] })).toEqual([
    "guard lost, cannot tell: logs:eu-west-1:123456789012:log-group:aws-waf-logs-web → s3:::aws-waf-logs-elsewhere",
  ]);
});
