import { inspect } from "node:util";

import { changesOf } from "../../../../tools/review/plan/changes";
import { plainOf } from "../../../../tools/review/plan/normal";
import { normalForm, sensitiveOf } from "../../../../tools/review/plan/normal-form";
import { readPlan } from "../../../../tools/review/plan/read-plan";
import { Redacted } from "../../../../tools/review/plan/redacted";
import { looksLikeKey, whySecret } from "../../../../tools/review/plan/secrets";
import { planCase } from "../../../support/plan-cases";

type Json = ReturnType<typeof JSON.parse>;
type Entry = Readonly<Record<"change", Json>>;

/** All that can be printed of a value, by its properties too. */
const printed = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (one instanceof Set ? [...one] : one)) +
  inspect(value, { depth: Infinity, showHidden: true, maxArrayLength: null, maxStringLength: null });

/** The texts at the places that a plan marks as sensitive. */
function markedTexts(value: unknown, mark: unknown): string[] {
  if (mark === true)
    return typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap((one) => markedTexts(one, true));
  if (typeof mark !== "object" || mark === null) return [];
  return Object.entries(mark).flatMap(([key, one]) =>
    markedTexts((value as Record<string, unknown> | null)?.[key], one),
  );
}

describe("nothing of a secret is in what is read of a plan", () => {
  test.each(["00", "29", "31"])("%s", (number) => {
    const text = planCase(number);
    const { resource_changes: raw } = JSON.parse(text);
    const marked: string[] = raw.flatMap(({ change }: Entry) => [
      ...markedTexts(change.before, change.before_sensitive),
      ...markedTexts(change.after, change.after_sensitive),
    ]);
    const variables: string[] = raw.flatMap(({ change }: Entry) =>
      [change.before, change.after].flatMap((one) => Object.values(one?.environment?.[0]?.variables ?? {})),
    );
    const secrets = [...new Set([...marked, ...variables])].filter(
      (one) => one.length >= 20 && !one.startsWith("arn:"),
    );
    expect(secrets.length).toBeGreaterThan(0);
    const output = printed(readPlan(text, "the plan"));
    expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
    expect(output).not.toMatch(/sk_live_/);
  });
});

// Written in two parts, so that no scanner takes them for keys that were lost.
const live = ["sk_", "live_0123456789abcdefghij"].join("");
const accessKey = ["AKIA", "IOSFODNN7EXAMPLE"].join("");
const jwt = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0In0", "c2lnbmF0dXJlc2lnbmF0dXJl"].join(".");
const random = "f3Kq9ZxT1vLw8YbN2mQp";

test.each([live, accessKey, jwt, "-----BEGIN RSA PRIVATE " + "KEY-----", "mysql://app:pa55@db/x", `x ${live} y`])(
  "%s is a key, whatever it is called",
  (text) => {
    expect(looksLikeKey(text)).toBe(true);
    expect(whySecret(text, ["description"])).toBe("shaped as a key");
  },
);

test.each<[string, readonly string[], string | undefined]>([
  [random, ["api_token"], "named as a secret"],
  ["short", ["api_token"], undefined],
  ["hunter2", ["password"], "named as a secret"],
  ["hunter2", ["master_password"], "named as a secret"],
  [random, ["tags", "DeployToken"], "named as a secret"],
  ["prod", ["tags", "Environment"], undefined],
  ["x", ["environment", "variables", "NAME"], "environment variable"],
  ["x", ["environment", "variables", "name"], "environment variable"],
  ["NAME", ["environment_variable", "name"], undefined],
  ["x", ["environment_variable", "value"], "environment variable"],
  ["x", ["origin", "custom_header", "value"], "header of an origin"],
  ["x-origin-verify", ["origin", "custom_header", "name"], undefined],
  [random, ["condition", "http_header", "values"], "header of an origin"],
  ["IyEvYmluL3No", ["user_data"], "user data"],
  ["arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000001", ["kms_key"], undefined],
  ["prod-compute-database-secret-1", ["secret_name"], undefined],
  ["ALLOW_USER_PASSWORD_AUTH", ["explicit_auth_flows"], undefined],
  ["tYrrX78/jTAxTn0D7CXsKIoZuQR0XYH59ufkfEHL5Q0=", ["source_code_hash"], undefined],
])("%s at %j: %s", (text, place, why) => {
  expect(whySecret(text, place)).toBe(why);
});

test("a secret in a document in JSON is not shown, and the rest of the document is", () => {
  const value = normalForm({ body: JSON.stringify({ password: "hunter2", user: "app" }) });
  expect(plainOf(value)).toEqual({ body: { password: "(sensitive value)", user: "app" } });
});

test("what is sensitive on one side of a change is hidden on the other, in the elements of a list too", () => {
  const sensitive = sensitiveOf(undefined, {}, { block: [{}, { value: true }] });
  const before = normalForm({ block: [{ name: "a", value: "one" }] }, { sensitive });
  const after = normalForm(
    {
      block: [
        { name: "b", value: "two" },
        { name: "a", value: "two" },
      ],
    },
    { sensitive },
  );
  expect(printed([before, after, changesOf(before, after)])).not.toMatch(/"one"|"two"|'one'|'two'/);
});

test("a changed secret is a change, and an unchanged one is none", () => {
  const sensitive = sensitiveOf(undefined, { value: true }, {});
  const of = (value: unknown) => normalForm({ value }, { sensitive });
  expect(changesOf(of("a"), of("b"))).toEqual([
    { path: "value", before: expect.any(Redacted), after: expect.any(Redacted) },
  ]);
  expect(changesOf(of("a"), of("a"))).toEqual([]);
  expect(changesOf(of("6"), of(6))).toEqual([]);
});

test("a map's key that is shaped as a key is not in a path", () => {
  const [change] = changesOf(normalForm({ map: { a: "1" } }), normalForm({ map: { a: "1", [live]: "2" } }));
  expect(change?.path).toBe('map."(sensitive value)"');
});

test("an API key that the provider does not mark is hidden all the same", () => {
  const value = "k".repeat(40);
  const sensitive = sensitiveOf("aws_api_gateway_usage_plan_key", {}, false);
  const shown = normalForm({ key_id: "a1", value }, { type: "aws_api_gateway_usage_plan_key", sensitive });
  expect(JSON.stringify(shown)).not.toContain(value);
});
