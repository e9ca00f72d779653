import { firewall } from "../../../../../tools/review/areas/firewall";
import { reviewOfCase } from "../../../../support/case-reviews";
import { casePlan, findIn, lineOf } from "../../../../support/plans";

const linesOf = (number: string): readonly string[] => findIn(firewall, casePlan(number)).map(lineOf);

test("a rule that is added between others is the only rule that is named as changed", () => {
  expect(linesOf("01")).toEqual([
    "guard lost, stronger: web ACL prod-edge-web-edge, rule geo: nothing → block: country IR, KP (priority 600, after ip-reputation, before rate-limit)",
    "other, neutral: web ACL prod-edge-web-edge, capacity: 1,377 → 1,378 of 1,500",
  ]);
  const { plain } = reviewOfCase("01", [firewall]);
  expect(JSON.stringify(plain)).not.toMatch(/common|sql-database|linux|bot-control/);
});

test("a rule that only counts, and a group that is only counted, are two weakenings", () => {
  expect(linesOf("02")).toEqual([
    "guard lost, weaker: web ACL prod-edge-api, rule rate-limit: block (429) → count",
    "guard lost, weaker: web ACL prod-edge-api, rule sql-database: each rule's own action → count",
  ]);
});

test("a rule that moves behind others is no new rule, and neither is one that is renamed", () => {
  expect(linesOf("05")).toEqual([
    "other, neutral: web ACL prod-edge-web-edge, rule linux-hosts: linux → linux-hosts (renamed)",
    "guard lost, weaker: web ACL prod-edge-web-edge, rule rate-limit: priority 700, before common, known-bad-inputs, sql-database, linux-hosts → priority 2000, after common, known-bad-inputs, sql-database, linux-hosts",
  ]);
  expect(findIn(firewall, casePlan("05")).map(({ meaning }) => meaning)).toEqual([
    "The rule looks for the same under another name; alarms on its old metric linux would watch nothing, and these plans have none.",
    "What common ends is no longer counted by rate-limit, so its limit is reached later.",
  ]);
});

test("a stage whose association is removed is exposed, and the association needs no line of its own", () => {
  expect(linesOf("08")).toEqual(["exposure, weaker: REST API stage v1: web ACL prod-edge-api → no web ACL"]);
  const { plain, findings } = reviewOfCase("08", [firewall]);
  expect(plain).toEqual([]);
  expect(findings.map(({ level }) => level)).toEqual(["stop"]);
});

test("a first apply exposes nothing that its web ACLs are in front of", () => {
  expect(reviewOfCase("60", [firewall]).findings.filter(({ rule }) => rule.startsWith("waf-"))).toEqual([]);
});

test.each(["00", "18", "20", "24", "29", "40"])("plan %s changes nothing of the firewall", (number) => {
  expect(linesOf(number)).toEqual([]);
});
