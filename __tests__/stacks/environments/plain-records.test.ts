import { checkEnvironments } from "../../../stacks/environments/check";
import { requirePlainRecords } from "../../../stacks/environments/plain-records";
import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { production } from "../../support/records";
import { today } from "../../support/today";

function faultsOf(records: unknown): readonly string[] {
  try {
    checkEnvironments(records as Readonly<Record<string, EnvironmentRecord>>, today);
    return [];
  } catch (error) {
    return (error as { faults: readonly string[] }).faults;
  }
}

/** With a key of this name: in an object literal `__proto__` would set the prototype. */
const withKey = (key: string, value: unknown): object => Object.fromEntries([[key, value]]);

const text = "give text, a number, true or false, a list or a group of settings";
const replaced = "leave TfToken[ out, which CDKTF replaces by another value";
const record = 'give an object such as { preset: "trial", region: "eu-west-1" }';
const circle: Record<string, unknown> = {};
circle["inner"] = { circle };

test.each<[string, object, string]>([
  ["a function", { owner: () => "me" }, `owner is a function; ${text}`],
  ["a bigint", { accountId: 123456789012n }, `accountId is a bigint; ${text}`],
  ["a symbol", { tags: { Team: Symbol("web") } }, `tags.Team is a symbol; ${text}`],
  ["a number that is none", { network: { zones: NaN } }, `network.zones is NaN; ${text}`],
  ["a date", { tags: { Since: new Date(0) } }, `tags.Since is an object of the class Date; ${text}`],
  ["a map", { tags: new Map([["Team", "web"]]) }, `tags is an object of the class Map; ${text}`],
  ["a cycle", { tags: circle }, "tags.inner.circle contains itself; write the settings out"],
  [
    "a key that no object keeps",
    { tags: withKey("__proto__", "web") },
    "tags.__proto__ is given; leave it out: a JavaScript object keeps no value under the name __proto__",
  ],
  ["a token of CDKTF", { tags: { Team: "${TfToken[TOKEN.0]}" } }, `tags.Team is "\${TfToken[TOKEN.0]}"; ${replaced}`],
  [
    "a token of CDKTF in a list",
    { edge: { restApi: { routes: [{ path: "#{TfToken[TOKEN.1]}" }] } } },
    `edge.restApi.routes.0.path is "#{TfToken[TOKEN.1]}"; ${replaced}`,
  ],
  [
    "a token of CDKTF as a name",
    { tags: withKey("${TfToken[TOKEN.0]}", "web") },
    "tags.${TfToken[TOKEN.0]} is given; leave TfToken[ out of the name, which CDKTF replaces by another value",
  ],
])("refuses %s", (_, changes, fault) => {
  expect(faultsOf({ prod: { ...production, ...changes } })).toEqual([`environments.prod.${fault}`]);
});

test.each<[unknown, string]>([
  [null, "null"],
  [undefined, "undefined"],
  ["production", "a string"],
  [[production], "a list"],
  [() => production, "a function"],
])("refuses a record, or records, that are not an object: %p", (value, shown) => {
  expect(faultsOf({ prod: value })).toEqual([`environments.prod is ${shown}; ${record}`]);
  expect(faultsOf(value)).toEqual([
    `environments is ${shown}; give an object with a record for each environment's name`,
  ]);
});

test("reports all faults of every record at once", () => {
  expect(faultsOf({ a: null, b: { owner: 1n, costCentre: 2n } })).toHaveLength(3);
});

test("accepts records without a prototype, and the same list in two places", () => {
  const shared = ["https://app.example.com/callback"];
  const bare = Object.assign(Object.create(null) as object, { ...production, tags: { One: "x", Two: "x" } });
  expect(faultsOf({ prod: bare })).toEqual([]);
  expect(() => {
    requirePlainRecords({ prod: { one: shared, other: { two: shared } } });
  }).not.toThrow();
});
