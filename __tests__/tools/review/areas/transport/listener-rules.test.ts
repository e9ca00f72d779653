import { transport } from "../../../../../tools/review/areas/transport";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";

const forward = [{ type: "forward", target_group_arn: "arn:group" }];
const refuse = [{ type: "fixed-response", fixed_response: [{ status_code: "403" }] }];
const host = { host_header: [{ values: ["app.example.com"] }], http_header: [], path_pattern: [] };
const secret = { http_header: [{ http_header_name: "X-Origin-Verify", values: ["value"] }], host_header: [] };

const rule = (name: string, before: object | undefined, after: object | undefined): PlannedResource => {
  const base = { listener_arn: "arn:listener", priority: 100, action: forward, condition: [host] };
  return {
    address: `aws_lb_listener_rule.${name}`,
    ...(before && { before: { ...base, ...before } }),
    ...(after && { after: { ...base, ...after } }),
  };
};
const linesOf = (...resources: readonly PlannedResource[]): readonly string[] =>
  findIn(transport, planOf(resources)).map(lineOf);

test("a rule that no longer asks for CloudFront's header lets the internet past CloudFront", () => {
  const [found, ...others] = findIn(
    transport,
    planOf([rule("app", { condition: [host, secret] }, { condition: [host] })]),
  );
  expect(others).toEqual([]);
  expect(found && lineOf(found)).toBe("exposure, weaker: listener rule app, header x-origin-verify: value → any");
  expect(found?.meaning).toContain("past CloudFront");
});

test("what forwards is weaker the more requests it takes, and what refuses the fewer", () => {
  const wider = { condition: [{ path_pattern: [{ values: ["/a", "/b"] }] }], action: refuse };
  const narrower = { condition: [{ path_pattern: [{ values: ["/a"] }] }], action: refuse };
  expect(linesOf(rule("app", wider, narrower))).toEqual([
    "exposure, weaker: listener rule app, path: /a, /b → /a",
    "downtime, stronger: listener rule app, path: /a, /b → /a",
  ]);
  expect(linesOf(rule("app", narrower, wider))).toEqual([
    "exposure, stronger: listener rule app, path: /a → /a, /b",
    "downtime, weaker: listener rule app, path: /a → /a, /b",
  ]);
  expect(linesOf(rule("app", { ...narrower, action: forward }, { ...wider, action: forward }))).toEqual([
    "exposure, weaker: listener rule app, path: /a → /a, /b",
    "downtime, stronger: listener rule app, path: /a → /a, /b",
  ]);
});

test("a host that a rule loses is downtime for who comes by the host", () => {
  const two = { condition: [{ host_header: [{ values: ["app.example.com", "www.example.com"] }] }] };
  expect(linesOf(rule("app", two, {}))).toEqual([
    "exposure, stronger: listener rule app, host: app.example.com, www.example.com → app.example.com",
    "downtime, weaker: listener rule app, host: app.example.com, www.example.com → app.example.com",
  ]);
});

test("a refusal that is removed, or comes after what forwards, is an exposure", () => {
  const closed = { action: refuse, condition: [{ path_pattern: [{ values: ["/admin*"] }] }], priority: 50 };
  expect(linesOf(rule("closed", closed, undefined))).toEqual([
    "exposure, weaker: listener rule closed, path /admin*: answer 403 → nothing",
    "downtime, stronger: listener rule closed, path /admin*: answer 403 → nothing",
  ]);
  expect(linesOf(rule("closed", undefined, closed))).toEqual([
    "exposure, stronger: listener rule closed, path /admin*: nothing → answer 403",
    "downtime, weaker: listener rule closed, path /admin*: nothing → answer 403",
  ]);
  expect(linesOf(rule("closed", closed, closed), rule("app", {}, { priority: 10 }))).toEqual([
    "exposure, weaker: listener rule app, rule for host app.example.com: after the rule for path /admin* → before the rule for path /admin*",
  ]);
  expect(linesOf(rule("closed", closed, closed), rule("app", { priority: 10 }, {}))).toEqual([
    "exposure, stronger: listener rule app, rule for path /admin*: after the rule for host app.example.com → before the rule for host app.example.com",
  ]);
  expect(linesOf(rule("closed", closed, { ...closed, priority: 500 }), rule("app", {}, {}))).toEqual([
    "exposure, weaker: listener rule closed, rule for host app.example.com: after the rule for path /admin* → before the rule for path /admin*",
  ]);
});

test("numbers that change without the order say nothing", () => {
  const other = { priority: 200, condition: [{ path_pattern: [{ values: ["/a"] }] }] };
  expect(linesOf(rule("app", {}, { priority: 110 }), rule("other", other, other))).toEqual([]);
});

test("the order of conditions and of values, and empty blocks, say nothing", () => {
  const before = { condition: [host, { path_pattern: [{ values: ["/b", "/a"] }], query_string: [] }] };
  const after = { condition: [{ path_pattern: [{ values: ["/a", "/b"] }] }, { host_header: host.host_header }] };
  expect(linesOf(rule("app", before, after))).toEqual([]);
});
