import { ConfigurationError } from "../../../modules/shared/configuration-error";
import { checkEnvironments } from "../../../stacks/environments/check";
import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { recordsToChange } from "../../changes/records";
import { withValue } from "../../../stacks/environments/tree";
import { placesOf, whole } from "../../changes/variants";
import { today } from "../../support/today";

function faultsOf(record: unknown): readonly string[] {
  try {
    checkEnvironments({ it: record as EnvironmentRecord }, today);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}

/** Of every kind that a record can hold. */
const wrong = [
  null,
  -1.5,
  "",
  "x y",
  true,
  [],
  ["x y"],
  {},
  { nothing: 1 },
  { value: null, reason: "as a test has it" },
];

/** Every place of the schema with a wrong value, all places of one depth at once: a fault silences no other place. */
function faultsEverywhere(): string[] {
  const seen = new Set<string>();
  return Object.values(recordsToChange("clients.pem")).flatMap((record) => {
    const tree = whole(record);
    const { preset: _, ...settings } = tree;
    const places = placesOf(settings).filter(({ setting }) => !seen.has(setting) && seen.add(setting));
    const depths = [...new Set(places.map(({ path }) => path.length))];
    return depths.flatMap((depth) =>
      wrong.flatMap((value) => {
        const at = places.filter(({ path }) => path.length === depth);
        return faultsOf(at.reduce<unknown>((changed, { path }) => withValue(changed, path, value), tree));
      }),
    );
  });
}

test("for every wrong value at every place of a record, the message has the place, the value or the name, the rule and the remedy", () => {
  const faults = [...new Set(faultsEverywhere())];
  expect(faults.length).toBeGreaterThan(3_000);
  const wordsOfZod = /Invalid|expected|received|Unrecognized|Too (small|big)|undefined|\[object/;
  expect(faults.filter((fault) => wordsOfZod.test(fault))).toEqual([]);
  const form =
    /^environments\.it(\.[^ ]+)? \S.*(; |, |: ).*\b(give|leave|remove|name|set|put|take|switch|write|call|has|is) /s;
  expect(faults.filter((fault) => !form.test(fault))).toEqual([]);
});
