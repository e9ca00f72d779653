import { add, blockOf, copyOf, findsWhen, holdsInEveryEnvironment, remove } from "../support/controls";
import {
  apiStagesAreBehindAWebAcl,
  essentialGroups,
  firewallLogsArrive,
  firewallsAreLogged,
  firewallsBlock,
  firewallsCanBeSeen,
  firewallsHaveEssentialGroup,
  firewallsKeepNoCredentials,
  firewallsLimitRates,
  loadBalancersAreBehindAWebAcl,
  userPoolsAreBehindAWebAcl,
} from "../../controls/rules/firewall";

/** Whose one web ACL viewers meet without CloudFront. */
const environment = "public-web";

describe("every load balancer that faces the internet is behind a web ACL", () => {
  const control = loadBalancersAreBehindAWebAcl;

  holdsInEveryEnvironment(control);
  findsWhen(
    control,
    "one without",
    (stacks) => {
      remove(stacks, "aws_wafv2_web_acl_association");
    },
    ["has no web ACL"],
    environment,
  );
  findsWhen(
    control,
    "one with CloudFront's web ACL, which does not protect this resource",
    (stacks) => {
      blockOf(stacks, "aws_wafv2_web_acl").scope = "CLOUDFRONT";
    },
    ["has no web ACL"],
    environment,
  );
  findsWhen(
    control,
    "a second load balancer",
    (stacks) => {
      add(stacks, "public-web-edge", "aws_lb", "second", { load_balancer_type: "application" });
    },
    ["has no web ACL"],
    environment,
  );
});

describe.each([
  ["stage of a REST API", apiStagesAreBehindAWebAcl, "api_stage"],
  ["user pool with a domain", userPoolsAreBehindAWebAcl, "sign_in"],
] as const)("every %s is behind a web ACL", (_, control, address) => {
  const association = "aws_wafv2_web_acl_association";
  const missing = ["has no web ACL"];

  holdsInEveryEnvironment(control);
  findsWhen(
    control,
    "one without",
    (stacks) => {
      remove(stacks, association, address);
    },
    missing,
    "apis",
  );
  findsWhen(
    control,
    "one with CloudFront's web ACL, which does not protect this resource",
    (stacks) => {
      const acl = blockOf(stacks, "aws_wafv2_web_acl", address === "sign_in" ? "user_pool" : address);
      acl.scope = "CLOUDFRONT";
    },
    missing,
    "apis",
  );
  findsWhen(
    control,
    "a web ACL that no stack makes",
    (stacks) => {
      blockOf(stacks, association, address).resource_arn = "${aws_lb.public_lb.arn}";
    },
    missing,
    "apis",
  );
});

test("finds a second stage of a REST API without a web ACL", async () => {
  const stacks = await copyOf("apis");
  add(stacks, "apis-edge", "aws_api_gateway_stage", "second", { ...blockOf(stacks, "aws_api_gateway_stage") });
  expect(apiStagesAreBehindAWebAcl(stacks)).toEqual([
    { where: "apis-edge/aws_api_gateway_stage.second", what: "has no web ACL" },
  ]);
});

describe("every web ACL and rule has metrics and samples", () => {
  const control = firewallsCanBeSeen;
  const firstRule = (stacks: Parameters<typeof blockOf>[0]) => blockOf(stacks, "aws_wafv2_web_acl").rule[0];

  holdsInEveryEnvironment(control);
  findsWhen(
    control,
    "rules without metrics, samples or names of their own",
    (stacks) => {
      const acl = blockOf(stacks, "aws_wafv2_web_acl");
      acl.visibility_config.sampled_requests_enabled = false;
      const [one, other, third] = acl.rule;
      acl.rule = [one, other, third];
      one.name = "one";
      other.name = "other";
      third.name = "third";
      one.visibility_config.cloudwatch_metrics_enabled = false;
      third.visibility_config.metric_name = other.visibility_config.metric_name;
    },
    ["itself has no samples", "one has no metrics", "other shares its metric", "third shares its metric"],
    environment,
  );
  findsWhen(
    control,
    "a rule without metrics and samples",
    (stacks) => {
      firstRule(stacks).name = "silent";
      delete firstRule(stacks).visibility_config;
    },
    ["silent has no metrics", "silent has no samples"],
    environment,
  );
});

describe("every web ACL has a log", () => {
  holdsInEveryEnvironment(firewallsAreLogged);
  findsWhen(
    firewallsAreLogged,
    "one without",
    (stacks) => {
      remove(stacks, "aws_wafv2_web_acl_logging_configuration");
    },
    ["has no log"],
    environment,
  );
});

describe("every log of a web ACL has a valid destination, and redacts credentials", () => {
  const control = firewallLogsArrive;
  const logging = (stacks: Parameters<typeof blockOf>[0]) => blockOf(stacks, "aws_wafv2_web_acl_logging_configuration");

  holdsInEveryEnvironment(control);
  findsWhen(
    control,
    "a log group without the prefix that AWS WAF requires",
    (stacks) => {
      blockOf(stacks, "aws_cloudwatch_log_group", "web_acl").name = "/palisade/production/edge/waf";
    },
    ["goes to /palisade/production/edge/waf, to which AWS WAF does not deliver"],
    environment,
  );
  findsWhen(
    control,
    "an ARN that ends in :*, which the API refuses and no plan shows",
    (stacks) => {
      const [arn] = logging(stacks).log_destination_configs;
      logging(stacks).log_destination_configs = [`${String(arn)}:*`];
    },
    [
      expect.stringMatching(/^goes to .*:\*, an ARN that AWS WAF refuses$/) as unknown as string,
      "goes to a destination that no stack makes",
    ],
    environment,
  );
  findsWhen(
    control,
    "a header that is not redacted",
    (stacks) => {
      logging(stacks).redacted_fields = logging(stacks).redacted_fields.filter(
        ({ single_header: header }: { single_header: { name: string } }) => header.name !== "cookie",
      );
    },
    ["does not redact the header cookie"],
    environment,
  );
});

describe("no web ACL keeps the value of a header with a credential", () => {
  holdsInEveryEnvironment(firewallsKeepNoCredentials);
  findsWhen(
    firewallsKeepNoCredentials,
    "a header that is kept in samples",
    (stacks) => {
      const [part] = blockOf(stacks, "aws_wafv2_web_acl").data_protection_config.data_protection;
      part.field.field_keys = part.field.field_keys.filter((name: string) => name !== "cookie");
    },
    ["keeps the value of the header cookie"],
    environment,
  );
  findsWhen(
    firewallsKeepNoCredentials,
    "the header that the authorizer of a REST API takes",
    (stacks) => {
      blockOf(stacks, "aws_api_gateway_authorizer", "lambda").identity_source = "method.request.header.X-Partner-Key";
    },
    ["keeps the value of the header x-partner-key"],
    "apis",
  );
});

describe("rules block, and do not only count", () => {
  holdsInEveryEnvironment(firewallsBlock);
  findsWhen(
    firewallsBlock,
    "a group that only counts",
    (stacks) => {
      const [rule] = blockOf(stacks, "aws_wafv2_web_acl").rule.filter((one: object) => "override_action" in one);
      rule.name = "group";
      rule.override_action = { count: {} };
    },
    ["only counts requests that group matches"],
    environment,
  );
  holdsInEveryEnvironment(firewallsLimitRates);
});

const groups = Object.entries(essentialGroups) as [keyof typeof essentialGroups, string][];

describe.each(groups)("every web ACL has AWS's group %s", (setting, group) => {
  const control = firewallsHaveEssentialGroup[setting];
  holdsInEveryEnvironment(control);
  findsWhen(
    control,
    "one without",
    (stacks) => {
      const acl = blockOf(stacks, "aws_wafv2_web_acl");
      acl.rule = acl.rule.filter((rule: object) => !JSON.stringify(rule).includes(group));
    },
    [`has no ${group}`],
    environment,
  );
});
