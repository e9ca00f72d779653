import { join } from "node:path";
import { IpLists } from "../../../../modules/edge/waf/ip-lists";
import { RuleGroup } from "../../../../modules/edge/waf/rule-group";
import { LogDelivery } from "../../../../modules/edge/log-delivery";
import { WebAclLogging } from "../../../../modules/edge/waf/web-acl-logging";
import { WebAcl } from "../../../../modules/edge/waf/web-acl";
import { scratchFolder } from "../../../../tools/shared/scratch";
import { writeStack } from "../../../../tools/shared/stack-files";
import type { Terraform } from "../../../../tools/terraform/locate";
import { validateStacks } from "../../../../tools/terraform/validate";
import { synthesizeModule } from "../../../support/synthesize";
import { testWithTerraform } from "../../../support/terraform";
import {
  cloudFrontStatements,
  groupRules,
  managedStatements,
  nested,
  ownRules,
  packedStatements,
} from "./every-statement";

const responseBodies = { wait: { contentType: "TEXT_PLAIN", content: "Come back later, ${visitor}" } } as const;
const names = {
  "allow-ipv4": "allow-ipv4",
  "allow-ipv6": "allow-ipv6",
  "deny-ipv4": "deny-ipv4",
  "deny-ipv6": "deny-ipv6",
};

function everything() {
  return synthesizeModule((stack) => {
    const regional = { scope: "REGIONAL", protects: ["apiGateway"] } as const;
    const atEdge = { scope: "CLOUDFRONT", protects: ["cloudFront"], provider: stack.usEast1 } as const;
    const description = "One of every kind";
    new WebAcl(stack, "own", { name: "own", description, placement: regional, rules: ownRules(packedStatements) });
    const group = new RuleGroup(stack, "group", {
      name: "group",
      description,
      scope: "REGIONAL",
      rules: ownRules(packedStatements.slice(0, 1)),
      responseBodies,
    });
    new RuleGroup(stack, "edge_group", {
      name: "edge-group",
      description,
      scope: "CLOUDFRONT",
      provider: stack.usEast1,
      rules: ownRules(packedStatements.slice(4, 5)),
    });
    new WebAcl(stack, "managed", {
      name: "managed",
      description,
      placement: { ...regional, protects: ["apiGateway"] },
      rules: [
        ...groupRules(managedStatements),
        {
          name: "own-group",
          priority: 1,
          overrideAction: "none",
          statement: {
            kind: "rule_group_reference",
            arn: group.arn,
            capacity: group.capacity,
            overrides: { "own-0": "count" },
          },
        },
      ],
      responseBodies,
      bodyInspectionLimits: { apiGateway: 64 },
      tokenDomains: ["example.com"],
      surchargeAccepted: true,
    });
    const acl = new WebAcl(stack, "edge_acl", {
      name: "edge-acl",
      description,
      placement: atEdge,
      rules: groupRules(cloudFrontStatements),
      bodyInspectionLimits: { cloudFront: 32 },
      defaultAction: "block",
    });
    new WebAcl(stack, "counting", {
      name: "counting",
      description,
      placement: { scope: "REGIONAL", protects: ["userPool", "loadBalancer"] },
      rules: ownRules([{ kind: "geo_match", countryCodes: ["CH"] }]),
      bodyInspectionLimits: { userPool: 48, loadBalancer: 8 },
      countOnly: true,
    });
    const delivery = new LogDelivery(stack, "web_acl_logs", {
      name: "waf-logs",
      logGroupNamePrefixes: ["aws-waf-logs-test-"],
      accountId: "111122223333",
      region: "us-east-1",
      provider: stack.usEast1,
    });
    new WebAclLogging(stack, "logging", {
      webAclArn: acl.arn,
      logGroupName: "aws-waf-logs-test-edge",
      retentionDays: 90,
      kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555",
      delivery,
      provider: stack.usEast1,
    });
    new IpLists(stack, "lists", {
      place: "lists",
      scope: "REGIONAL",
      names,
      allow: ["8.8.8.0/24"],
      deny: ["2001:4860::/32"],
    });
  });
}

/** An empty section, which the test support puts in, is none in a file. */
const withoutEmpty = (json: object) =>
  Object.fromEntries(Object.entries(json).filter(([, section]) => Object.keys(section as object).length > 0));

async function faultsOf(terraform: Terraform, json: object): Promise<string[]> {
  const scratch = scratchFolder("waf-test");
  const folder = join(scratch.path, "stack");
  writeStack(folder, { json: JSON.stringify(withoutEmpty(json)), hcl: "" });
  const validations = await validateStacks(terraform, [{ name: "waf", folder }]);
  scratch.remove();
  return validations.flatMap(({ diagnostics }) =>
    diagnostics.map(({ address, summary, detail }) => `${address}: ${summary}: ${detail}`),
  );
}

testWithTerraform("Terraform accepts one of every statement, in both scopes", async (terraform) => {
  expect(await faultsOf(terraform, everything())).toEqual([]);
});

testWithTerraform("Terraform really validates: it refuses a key in camel case", async (terraform) => {
  const small = synthesizeModule((stack) => {
    new RuleGroup(stack, "group", {
      name: "group",
      description: "Small",
      scope: "REGIONAL",
      rules: ownRules([nested]),
    });
  });
  const broken = JSON.stringify(small).replace('"field_to_match"', '"fieldToMatch"');
  expect(await faultsOf(terraform, JSON.parse(broken) as object)).not.toEqual([]);
});
