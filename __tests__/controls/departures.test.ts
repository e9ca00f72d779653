import { add, blockOf, copyOf, everyEnvironment, remove } from "../support/controls";
import { essentialGroups } from "../../controls/rules/firewall";
import { resourcesOf } from "../../controls/rules/model";
import { webAclsBySetting } from "../../controls/rules/web-acls-by-setting";
import { admittedWeaknesses, isControlled, weaknesses } from "../support/weaknesses";

/** What does not show in any JSON: it weakens nothing of the environment's own, or only in how it is put. */
const unseen = ["network.sharesCidrBlock", "edge.waf.capacitySurcharge", "endedRuntime"];

test("every environment is exactly as weak as it says, by departure", async () => {
  for (const [name, { stacks, departures }] of Object.entries(await everyEnvironment())) {
    expect([name, weaknesses(stacks)]).toEqual([name, admittedWeaknesses(departures)]);
  }
}, 60_000);

test("every departure of an environment shows in what it synthesizes", async () => {
  const isKnown = (setting: string) => isControlled(setting) || setting === "teardown" || unseen.includes(setting);
  for (const [name, { departures }] of Object.entries(await everyEnvironment())) {
    expect([name, departures.filter((setting) => !isKnown(setting))]).toEqual([name, []]);
  }
});

test("every web ACL has settings from which it would be seen to depart", async () => {
  const addresses: readonly string[] = Object.values(webAclsBySetting).flat();
  for (const [name, { stacks }] of Object.entries(await everyEnvironment())) {
    const acls = resourcesOf(stacks, "aws_wafv2_web_acl").map((acl) => acl.name);
    expect([name, acls.filter((acl) => !addresses.includes(acl))]).toEqual([name, []]);
  }
});

test("the production preset departs from nothing, and demo says all that it does without", async () => {
  const { production, trial } = await everyEnvironment();
  expect(production?.departures).toEqual([]);
  expect(trial?.departures).toEqual([
    "logs.retentionDays",
    "alarmTopicArn",
    "keepData",
    "network.egress",
    "network.flowLogs",
    "identity.keyDeletionWindowDays",
    "compute.fleet.placement",
    "compute.fleet.size.min",
    "compute.fleet.observability",
    "edge.plainHttp",
    "edge.exposure",
    "edge.deletionProtection",
    "edge.accessLogs",
    "edge.waf.groups.ipReputation.mode",
    "edge.waf.botControl",
    "edge.waf.rateLimit",
    "edge.waf.logging.enabled",
  ]);
});

type Copy = Awaited<ReturnType<typeof copyOf>>;

test.each<[setting: string, breaks: (stacks: Copy) => void]>([
  [
    "logs.retentionDays",
    (stacks) => {
      blockOf(stacks, "aws_cloudwatch_log_group", "session").retention_in_days = 60;
    },
  ],
  [
    "alarmTopicArn",
    (stacks) => {
      blockOf(stacks, "aws_cloudwatch_metric_alarm", "web_cpu").alarm_actions = [];
    },
  ],
  [
    "keepData",
    (stacks) => {
      delete blockOf(stacks, "aws_kms_key", "shared_data").lifecycle;
    },
  ],
  [
    "keepData",
    (stacks) => {
      blockOf(stacks, "aws_s3_bucket", "access_log").force_destroy = true;
    },
  ],
  [
    "keepData",
    (stacks) => {
      blockOf(stacks, "aws_cloudwatch_log_group", "regional_web_acl").skip_destroy = false;
    },
  ],
  [
    "network.egress",
    (stacks) => {
      const rule = blockOf(stacks, "aws_vpc_security_group_egress_rule", "app_s3");
      delete rule.prefix_list_id;
      rule.cidr_ipv4 = "0.0.0.0/0";
    },
  ],
  [
    "network.flowLogs",
    (stacks) => {
      blockOf(stacks, "aws_flow_log").traffic_type = "REJECT";
    },
  ],
  [
    "compute.fleet.observability",
    (stacks) => {
      delete (stacks["production-compute"]?.resource as Record<string, unknown>)["aws_cloudwatch_metric_alarm"];
    },
  ],
  [
    "edge.deletionProtection",
    (stacks) => {
      delete blockOf(stacks, "aws_lb").enable_deletion_protection;
    },
  ],
  [
    "edge.waf.rateLimit",
    (stacks) => {
      const acl = blockOf(stacks, "aws_wafv2_web_acl", "web_distribution");
      acl.rule = acl.rule.filter(({ statement }: { statement: object }) => !("rate_based_statement" in statement));
    },
  ],
  [
    "edge.waf.rateLimit",
    (stacks) => {
      const { rule } = blockOf(stacks, "aws_wafv2_web_acl", "web_distribution");
      for (const { statement } of rule) if (statement.rate_based_statement) statement.rate_based_statement.limit = 1001;
    },
  ],
  [
    "edge.waf.botControl",
    (stacks) => {
      const acl = blockOf(stacks, "aws_wafv2_web_acl", "web_distribution");
      acl.rule = rules(acl, "AWSManagedRulesBotControlRuleSet");
    },
  ],
  [
    "network.nat",
    (stacks) => {
      remove(stacks, "aws_nat_gateway", "route_nat_2");
    },
  ],
  [
    "compute.fleet.size.min",
    (stacks) => {
      blockOf(stacks, "aws_autoscaling_group").min_size = 1;
    },
  ],
  [
    "edge.waf.logging.enabled",
    (stacks) => {
      remove(stacks, "aws_wafv2_web_acl_logging_configuration", "regional");
    },
  ],
])("finds a weakness that needs the departure %s", async (setting, breaks) => {
  const stacks = await copyOf("production");
  breaks(stacks);
  expect(weaknesses(stacks)).toEqual([setting]);
});

test("finds a load balancer that faces the internet, and what its web ACL leaves to the edge", async () => {
  const stacks = await copyOf("production");
  blockOf(stacks, "aws_lb").internal = false;
  const group = "${aws_security_group.security_group_load_balancer.id}";
  const rule = { security_group_id: group, cidr_ipv4: "0.0.0.0/0", ip_protocol: "tcp", from_port: 443, to_port: 443 };
  add(stacks, "production-network", "aws_vpc_security_group_ingress_rule", "viewers", rule);
  expect(weaknesses(stacks)).toEqual([
    "edge.exposure",
    "edge.waf.groups.ipReputation.mode",
    "edge.waf.rateLimit",
    "edge.waf.botControl",
  ]);
});

const rules = (acl: { rule: { statement: object }[] }, without: string) =>
  acl.rule.filter((rule) => !JSON.stringify(rule).includes(without));

const placed = Object.entries(webAclsBySetting).flatMap(([place, addresses]) =>
  addresses.map((address) => [place, address] as const),
);

describe.each(placed)("a weakness of one web ACL needs the departure of %s: %s", (place, address) => {
  test.each<[setting: string, breaks: (stacks: Copy) => void]>([
    ...Object.entries(essentialGroups).map<[string, (stacks: Copy) => void]>(([group, name]) => [
      `groups.${group}.mode`,
      (stacks) => {
        const acl = blockOf(stacks, "aws_wafv2_web_acl", address);
        acl.rule = rules(acl, name);
      },
    ]),
    [
      "rateLimit",
      (stacks) => {
        const acl = blockOf(stacks, "aws_wafv2_web_acl", address);
        acl.rule = rules(acl, "rate_based_statement");
      },
    ],
    [
      "logging.enabled",
      (stacks) => {
        remove(stacks, "aws_wafv2_web_acl_logging_configuration", address.replace(/_web_acl$/, ""));
      },
    ],
  ])("%s", async (setting, breaks) => {
    const environments: Readonly<Record<string, string>> = {
      regional_web_acl: "public-web",
      web_distribution_web_acl: "cloudfront",
      api_distribution_web_acl: "cloudfront-rest",
      http_api_distribution_web_acl: "cloudfront-http",
    };
    const stacks = await copyOf(environments[address] ?? "apis");
    const before = weaknesses(stacks);
    breaks(stacks);
    expect(weaknesses(stacks).filter((one) => !before.includes(one))).toEqual([`${place}.${setting}`]);
  });
});

test.each<[setting: string, breaks: (stacks: Copy) => void]>([
  [
    "edge.cloudFront.accessLogs",
    (stacks) => {
      remove(stacks, "aws_cloudwatch_log_delivery");
    },
  ],
  [
    "edge.cloudFront.oldTls",
    (stacks) => {
      blockOf(stacks, "aws_cloudfront_distribution").viewer_certificate = { cloudfront_default_certificate: true };
    },
  ],
])("finds a weakness of a distribution that needs the departure %s", async (setting, breaks) => {
  const stacks = await copyOf("cloudfront");
  breaks(stacks);
  expect(weaknesses(stacks)).toEqual([setting]);
});

test.each<[setting: string, breaks: (stacks: Copy) => void]>([
  ["edge.httpApi.accessLogs", (stacks) => delete blockOf(stacks, "aws_apigatewayv2_stage").access_log_settings],
  ["edge.restApi.accessLogs", (stacks) => delete blockOf(stacks, "aws_api_gateway_stage").access_log_settings],
  [
    "edge.httpApi.cors.origins",
    (stacks) => blockOf(stacks, "aws_apigatewayv2_api").cors_configuration.allow_origins.push("*"),
  ],
  [
    "edge.restApi.cors.origin",
    (stacks) => {
      blockOf(stacks, "aws_api_gateway_gateway_response", "default_4xx").response_parameters = {
        "gatewayresponse.header.Access-Control-Allow-Origin": "'*'",
      };
    },
  ],
  [
    "edge.restApi.policy.tlsOnly",
    (stacks) => {
      remove(stacks, "aws_api_gateway_rest_api_policy");
    },
  ],
  [
    "edge.restApi.apiKeysInLocalState",
    (stacks) => {
      Object.assign(stacks["apis-edge"]?.terraform ?? {}, { backend: { local: { path: "state" } } });
    },
  ],
  [
    "edge.restApi.usagePlans.partners.quota",
    (stacks) => delete blockOf(stacks, "aws_api_gateway_usage_plan").quota_settings,
  ],
  [
    "edge.restApi.routes[GET /status].authorizer",
    (stacks) => {
      blockOf(stacks, "aws_api_gateway_method", "get_status").authorization = "NONE";
    },
  ],
])("finds a weakness of an API that needs the departure %s", async (setting, breaks) => {
  const stacks = await copyOf("apis");
  breaks(stacks);
  expect(weaknesses(stacks)).toEqual([setting]);
});

test.each<[setting: string, breaks: (stacks: Copy) => void]>([
  ["compute.database.multiAz", (stacks) => delete blockOf(stacks, "aws_db_instance").multi_az],
  [
    "compute.database.backupRetentionDays",
    (stacks) => (blockOf(stacks, "aws_db_instance").backup_retention_period = 6),
  ],
  [
    "compute.database.user.rotationDays",
    (stacks) => {
      remove(stacks, "aws_secretsmanager_secret_rotation");
    },
  ],
  ["compute.database.deletionProtection", (stacks) => delete blockOf(stacks, "aws_db_instance").deletion_protection],
  ["keepData", (stacks) => delete blockOf(stacks, "aws_db_instance").lifecycle],
  ["keepData", (stacks) => (blockOf(stacks, "aws_db_instance").skip_final_snapshot = true)],
  ["keepData", (stacks) => (blockOf(stacks, "aws_db_instance").delete_automated_backups = true)],
  ["keepData", (stacks) => (blockOf(stacks, "aws_secretsmanager_secret").recovery_window_in_days = 0)],
])("finds a weakness of a database that needs the departure %s", async (setting, breaks) => {
  const stacks = await copyOf("database");
  breaks(stacks);
  expect(weaknesses(stacks)).toEqual([setting]);
});
