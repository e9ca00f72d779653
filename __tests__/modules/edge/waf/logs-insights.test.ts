import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The query of docs/operate.md over a web ACL's log: the first block of the section. */
function query(): string {
  const page = readFileSync(join(__dirname, "../../../../docs/operate.md"), "utf8");
  const [, found = ""] = /## Which rule blocked this customer[\s\S]*?```\n([\s\S]*?)```/.exec(page) ?? [];
  return found;
}

const address = "192.0.2.7";

/**
 * A line of a web ACL's log in the form of AWS WAF Developer Guide, "Log examples for protection pack (web ACL) traffic":
 * a rule of a group blocks, after another group in which nothing matched.
 */
const line = {
  timestamp: 1767225600000,
  formatVersion: 1,
  webaclId: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/prod-edge-web-edge/0a1b2c3d",
  terminatingRuleId: "common",
  terminatingRuleType: "MANAGED_RULE_GROUP",
  action: "BLOCK",
  terminatingRuleMatchDetails: [],
  httpSourceName: "CF",
  httpSourceId: "E1EXAMPLE",
  ruleGroupList: [
    { ruleGroupId: "AWS#reputation", terminatingRule: null, nonTerminatingMatchingRules: [], excludedRules: null },
    {
      ruleGroupId: "AWS#common",
      terminatingRule: { ruleId: "SizeRestrictions_BODY", action: "BLOCK", ruleMatchDetails: null },
      nonTerminatingMatchingRules: [{ ruleId: "NoUserAgent_HEADER", action: "COUNT", ruleMatchDetails: null }],
      excludedRules: null,
    },
  ],
  rateBasedRuleList: [],
  nonTerminatingMatchingRules: [],
  httpRequest: {
    clientIp: address,
    country: "DE",
    headers: [{ name: "Host", value: "app.example.com" }],
    uri: "/upload",
    args: "",
    httpVersion: "HTTP/2.0",
    httpMethod: "POST",
    requestId: "rid",
  },
};

/** A field as Logs Insights names it: the keys that lead to it, with dots. */
const field = (path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], line);

const groupRule = /^parse @message \/(.*)\/$/m.exec(query())?.[1] ?? "";

test("every field of the query is in a log line of AWS's form, or is parsed from it", () => {
  const [, list = ""] = /^\| display (.*)$/m.exec(query()) ?? [];
  const fields = list.split(", ").filter((name) => !name.startsWith("@") && name !== "groupRule");
  expect(fields).toContain("terminatingRuleId");
  expect(fields.filter((name) => field(name) === undefined)).toEqual([]);
});

test("the query parses the rule that ended the request, in any rule group", () => {
  const found = new RegExp(groupRule).exec(JSON.stringify(line));
  expect(found?.groups).toEqual({ groupRule: "SizeRestrictions_BODY" });
});

test("the query parses nothing where a rule of the web ACL itself decided", () => {
  const { ruleGroupList: _, ...decided } = {
    ...line,
    terminatingRuleId: "rate-limit",
    terminatingRuleType: "RATE_BASED",
  };
  expect(new RegExp(groupRule).exec(JSON.stringify({ ...decided, ruleGroupList: [] }))).toBeNull();
});

test("the query filters by the viewer's address", () => {
  const [, name = "", value] = /^\| filter (\S+) = "(.*)"$/m.exec(query()) ?? [];
  expect(value).toBe(address);
  expect(field(name)).toBe(address);
});
