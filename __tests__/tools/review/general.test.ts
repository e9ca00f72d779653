import type { Finding } from "../../../tools/review/finding";
import { withoutGeneral } from "../../../tools/review/general";
import { Estate } from "../../../tools/review/estate";
import { planOf } from "../../support/plans";

const [group] = new Estate([
  planOf([
    {
      address: "aws_lb_target_group.web",
      before: { port: 80, name: "web" },
      after: { port: 8080, name: "web" },
      actions: ["delete", "create"],
      replacePaths: [["port"]],
    },
  ]),
]).resources;
const gone = { layer: "edge", address: "aws_lb.web", type: "aws_lb", name: "web", isFirst: false };
const base = { direction: "weaker", consequence: "downtime" } as const;
const replaced = (more: Partial<Finding> = {}): Finding => ({
  ...base,
  rule: "replaced",
  place: group ?? gone,
  meaning: "",
  besides: "It is made anew.",
  says: ["port"],
  ...more,
});
const port = (more: Partial<Finding> = {}): Finding => ({
  ...base,
  rule: "port",
  place: group ?? gone,
  meaning: "Targets do not listen.",
  says: ["port"],
  ...more,
});
const left = (...findings: readonly Finding[]): readonly string[] =>
  withoutGeneral(findings).map(({ rule, meaning }) => `${rule}: ${meaning}`.trim());

test("a specific finding that says what forces a replacement takes the place of the general one, and says what it knows", () => {
  expect(left(replaced(), port())).toEqual(["port: Targets do not listen. It is made anew."]);
  expect(left(port({ consequence: "exposure", direction: "cannot tell" }), replaced())).toHaveLength(1);
});

test.each([
  ["is of a milder class", { consequence: "contract" }],
  ["makes something stronger", { direction: "stronger" }],
  ["says another attribute", { says: ["name"] }],
  ["is about another resource", { place: gone }],
] as const)("a finding that %s takes nobody's place", (_, more) => {
  expect(left(replaced(), port(more))).toEqual(["replaced:", "port: Targets do not listen."]);
});

test("a general finding of a change that weakens nothing gives way to any other, as do followers", () => {
  expect(left(replaced({ direction: "neutral" }), port({ direction: "stronger" }))).toHaveLength(1);
  const [one] = withoutGeneral([replaced({ alsoSays: [gone] }), port()]);
  expect(one?.alsoSays).toEqual([gone]);
});

test("of what is deleted, only a finding that says all of it takes the place", () => {
  const service: Finding = { ...base, rule: "service", place: gone, meaning: "", besides: "" };
  expect(left(service, port({ place: gone }))).toHaveLength(2);
  const { says: _, ...whole } = port({ place: gone });
  expect(left(service, whole)).toEqual(["port: Targets do not listen."]);
  expect(left(service, port({ place: gone, consequence: "data loss", says: [] }))).toHaveLength(1);
});
