import { functionRuntime, runtimes, type Runtime } from "../../../modules/shared/function-package/runtime";
import { checkEnvironments } from "../../../stacks/environments/check";
import { runtimeWarnings } from "../../../stacks/environments/runtime-warnings";
import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { production } from "../../support/records";
import { today } from "../../support/today";

const [web, api] = [{ name: "web" }, { name: "api" }];

const coming =
  "functions of web, api run on nodejs22.x, which AWS Lambda deprecates on 2027-04-30: Lambda creates no function on nodejs22.x from 2027-06-01 and updates no function on nodejs22.x from 2027-07-01; move to another runtime by the steps of docs/cdk-terrain.md";
const ended = (names: string) =>
  `functions of ${names} run on nodejs22.x, and AWS Lambda has updated no function on nodejs22.x since 2027-07-01: an apply that changes such a function fails; move to another runtime by the steps of docs/cdk-terrain.md, or give endedRuntime: { value: "nodejs22.x", reason }`;

test.each<[day: string, warnings: string[]]>([
  ["2026-10-31", []],
  ["2026-11-01", [coming]],
  ["2027-04-30", [coming]],
  ["2027-06-30", [coming]],
  ["2027-07-01", [ended("web, api")]],
  ["2040-01-01", [ended("web, api")]],
])("on %s warns of the runtime in one line", (day, warnings) => {
  expect(runtimeWarnings([web, api], day, "nodejs22.x")).toEqual(warnings);
});

test("gives no warning if no environment has functions", () => {
  expect(runtimeWarnings([], "2040-01-01")).toEqual([]);
});

test("a reason silences the warning after the runtime has ended, for its own environment and runtime alone", () => {
  const given = { ...web, endedRuntime: "nodejs22.x" as Runtime };
  expect(runtimeWarnings([given, api], "2027-06-30", "nodejs22.x")).toEqual([coming]);
  expect(runtimeWarnings([given, api], "2027-07-01", "nodejs22.x")).toEqual([ended("api")]);
  expect(runtimeWarnings([given], "2027-07-01", "nodejs22.x")).toEqual([]);
  expect(runtimeWarnings([given], "2028-07-01", "nodejs24.x")).toEqual([expect.stringContaining("run on nodejs24.x")]);
});

test("each runtime ends in order: deprecated, no function created, no function updated", () => {
  expect(Object.keys(runtimes)).toContain(functionRuntime);
  for (const { deprecatedFrom, noCreateFrom, noUpdateFrom } of Object.values(runtimes)) {
    const days = [deprecatedFrom, noCreateFrom, noUpdateFrom];
    expect(days.map((day) => new Date(day).toISOString().slice(0, 10))).toEqual([...new Set(days)].sort());
  }
});

describe("endedRuntime", () => {
  const checked = (endedRuntime: unknown, day = today) =>
    checkEnvironments({ prod: { ...production, endedRuntime } as EnvironmentRecord }, day);
  const reason = "the application is retired in autumn";

  test("is a departure with a reason", () => {
    const { environments, departures } = checked({ value: "nodejs22.x", reason }, "2040-01-01");
    expect(environments.map(({ endedRuntime }) => endedRuntime)).toEqual(["nodejs22.x"]);
    expect(departures).toEqual({ prod: [{ path: "endedRuntime", reason }] });
    expect(checked(false).environments[0]?.endedRuntime).toBeUndefined();
    expect(checked(false).departures).toEqual({ prod: [] });
  });

  test.each([true, "nodejs22.x", { value: "nodejs22.x" }, { value: "nodejs20.x", reason }])("is not %j", (given) => {
    expect(() => checked(given)).toThrow(
      `environments.prod.endedRuntime is ${JSON.stringify(given)}; give false, or { value: "nodejs22.x" | "nodejs24.x", reason: "at least ten characters" }`,
    );
  });

  test("takes no until, whose end would stop a synth", () => {
    expect(() => checked({ value: "nodejs22.x", reason, until: "2099-01-01" })).toThrow(
      "environments.prod.endedRuntime.until is not a setting; the group has value, reason",
    );
  });
});
