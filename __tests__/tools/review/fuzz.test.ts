import fc from "fast-check";

import type { Area } from "../../../tools/review/area";
import { areas } from "../../../tools/review/areas";
import { type ReviewRun, formats, runReview } from "../../../tools/review/run-review";
import { planCase } from "../../support/plan-cases";
import { hostile } from "../../support/reviews";

const review = (text: string, byAreas?: readonly Area[]): ReviewRun =>
  runReview({ plans: ["-"] }, () => text, byAreas && { areas: byAreas });

/** What no text may reach that is refused. */
const reached: Area = {
  name: "reached",
  judges: {},
  find: () => {
    throw new Error("an area looks at what is no whole plan");
  },
};

const refused = { status: 2, output: "", messages: [expect.any(String) as string] };

type Entry = Readonly<Record<string, unknown>>;
type Plan = Readonly<Record<string, unknown>> & { readonly resource_changes: readonly Entry[] };

const planIn = (number: string): Plan => JSON.parse(planCase(number)) as Plan;

/** A small plan, with characters of one to four bytes. */
const small = JSON.stringify({
  format_version: "1.2",
  resource_changes: [
    {
      address: 'aws_eip.a["é€😀"]',
      mode: "managed",
      type: "aws_eip",
      name: "a",
      index: "é€😀",
      change: {
        actions: ["update"],
        before: { tags: { Name: '\u0000\\"é', number: -1.5e-7, none: null } },
        after: { tags: { Name: "€", is: [true, false] } },
        after_unknown: {},
        before_sensitive: {},
        after_sensitive: {},
      },
    },
  ],
  errored: false,
  complete: true,
  applyable: true,
});

test("a plan that is cut after any of its bytes is refused as cut, before an area looks at it", () => {
  const bytes = Buffer.from(small);
  expect(() => review(small, [reached])).toThrow("an area looks at");
  expect(review("", [reached])).toEqual(refused);
  const others = [...bytes.keys()].slice(1).filter((length) => {
    const { status, output, messages } = review(bytes.subarray(0, length).toString(), [reached]);
    return status !== 2 || output !== "" || messages[0]?.startsWith("standard input is cut") !== true;
  });
  expect(others).toEqual([]);
});

test("a plan of which a byte is another is refused or reviewed, and no fault of the tool", () => {
  const bytes = Buffer.from(small);
  const silent = { ...reached, find: () => [] };
  for (const index of bytes.keys()) {
    const other = Buffer.from(bytes);
    other[index] = '}"9,'.charCodeAt(index % 4);
    review(other.toString(), [silent]);
  }
});

test("without one of its keys a plan is refused, or says the same but for what stands under the key", () => {
  const whole = planIn("46");
  const changed = whole.resource_changes.filter((one) => !JSON.stringify(one).includes('"actions":["no-op"]'));
  const plan = { ...whole, resource_changes: changed, prior_state: {}, planned_values: {}, configuration: {} };
  const saidBy = ({ status, output }: ReviewRun): string =>
    output === ""
      ? `refused with ${status}`
      : output
          .split("\n")
          .filter((line) => line.startsWith("- "))
          .join();
  const said = saidBy(review(JSON.stringify(plan)));
  expect(said).toContain("output");
  const outcomes = Object.keys(plan).map((key) => {
    const without = saidBy(review(JSON.stringify({ ...plan, [key]: undefined })));
    return [key, without === said ? "same" : without];
  });
  const refusal = "refused with 2";
  expect(Object.fromEntries(outcomes)).toEqual({
    format_version: refusal,
    terraform_version: "same",
    planned_values: "same",
    resource_changes: refusal,
    // Terraform leaves the key out where no output changes.
    output_changes: "",
    prior_state: "same",
    configuration: "same",
    timestamp: "same",
    applyable: refusal,
    complete: refusal,
    errored: refusal,
  });
});

test("an address that stands twice is refused, whichever it is, and whatever it does", () => {
  const plan = planIn("65");
  const all = plan.resource_changes;
  for (const one of all) {
    const again = { ...one, change: { ...(one["change"] as Entry), actions: ["no-op"] } };
    expect(review(JSON.stringify({ ...plan, resource_changes: [again, ...all] }), [reached])).toEqual({
      ...refused,
      messages: [expect.stringContaining("twice in resource_changes")],
    });
  }
});

describe("10,000 levels", () => {
  const deep = (open: string, close: string): string => `${open.repeat(10_000)}0${close.repeat(10_000)}`;
  const put = (where: RegExp, what: string): string => {
    const text = JSON.stringify(JSON.parse(planCase("50")));
    expect(text).toMatch(where);
    return text.replace(where, (all) => `${all}${what},`).replace(`${what},}`, `${what}}`);
  };

  test.each([
    ["before", /"before":\{/],
    ["after", /"after":\{/],
    ["after_unknown", /"after_unknown":\{/],
    ["before_sensitive", /"before_sensitive":\{/],
    ["configuration", /"configuration":\{/],
  ])("in %s are refused", (_, where) => {
    for (const [open, close] of [
      ["[", "]"],
      ['{"a":', "}"],
    ] as const)
      expect(review(put(where, `"deep":${deep(open, close)}`), [reached]).messages).toEqual([
        expect.stringContaining("has more than 100 levels"),
      ]);
  });

  test("in a part that the review does not read change nothing", () => {
    expect(review(put(/^\{/, `"prior_state":${deep("[", "]")}`)).status).toBe(review(planCase("50")).status);
  });

  test("in a document that an attribute has are a text that is compared as it stands", () => {
    const document = JSON.stringify(deep("[", "]"));
    expect(review(put(/"before":\{/, `"policy":${document}`)).output).toContain("policy");
  });
});

test("whatever the names of a plan are, no format has a character that does anything in a terminal", () => {
  const own = fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "valueOf");
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 3, arbitrary: hostile }, own), { minLength: 9, maxLength: 9 }), (names) => {
      const text = JSON.stringify(hostilePlan(names));
      for (const format of Object.keys(formats)) {
        const { status, output } = runReview({ plans: ["-"], format }, () => text);
        expect(status).toBe(1);
        expect(output).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }
    }),
    { numRuns: 15 },
  );
});

const marks = { before_sensitive: {}, after_sensitive: {} };

/** A plan of which the author chose every name. */
function hostilePlan([type, name, key, other, value, layer, output, index, action]: readonly string[]): object {
  const side = (text: string | undefined) => ({ [key ?? ""]: text, tags: { Layer: layer, [other ?? ""]: text } });
  const change = {
    actions: ["update"],
    before: side(`0${value}`),
    after: side(`1${name}`),
    after_unknown: {},
    ...marks,
  };
  return {
    ...(JSON.parse(small) as object),
    resource_changes: [
      { address: `${type}.${name}`, mode: "managed", type, name, index, action_reason: action, change },
      { address: `aws_eip.${name}`, mode: "managed", type: "aws_eip", name, previous_address: other, change },
    ],
    output_changes: Object.fromEntries([[output, { ...change, before: key, after: value }]]),
  };
}

/** A plan with so many changes, of every type that an area judges, by turns. */
function manyChanges(count: number): string {
  const types = [...new Set(areas.flatMap(({ judges }) => Object.keys(judges)))];
  const entries = Array.from({ length: count }, (_, index) => {
    const [type = "", name] = [types[index % types.length], `n${index}`];
    const side = (description: string) => ({ id: name, arn: `arn:aws:a:::${name}`, name, description, vpc_id: "n0" });
    const change = { actions: ["update"], before: side("a"), after: side("b"), after_unknown: {}, ...marks };
    return { address: `${type}.${name}`, mode: "managed", type, name, change };
  });
  return JSON.stringify({ ...(JSON.parse(small) as object), resource_changes: entries });
}

test("six times as many changes take less than twelve times as long", () => {
  const millisecondsFor = (text: string): number => {
    const start = process.cpuUsage();
    expect(review(text).status).toBe(1);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  const [few, many] = [manyChanges(300), manyChanges(1800)];
  millisecondsFor(few);
  expect(millisecondsFor(many) / millisecondsFor(few)).toBeLessThan(12);
});
