import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { areas } from "../../tools/review/areas";
import { consequences } from "../../tools/review/finding";
import { defaultPolicy } from "../../tools/review/policy";
import { type ReviewArguments, runReview } from "../../tools/review/run-review";
import { repository } from "../../tools/shared/repository";
import { scratchFolder } from "../../tools/shared/scratch";
import { planCase } from "../support/plan-cases";

const path = join(repository, "docs/review.md");

/** The text in the fence behind each comment `page of plan`. */
const fence = /(<!-- page of plan (\d+) -->\n\n```text\n)([^]*?)(```\n)/g;

const written = (number: string): string => runReview({ plans: ["-"] }, () => planCase(number)).output;

function pageText(): string {
  const text = readFileSync(path, "utf8");
  if (process.env["UPDATE_REVIEW"] !== "1") return text;
  const updated = text.replace(fence, (_, open: string, number: string, __, close: string) =>
    [open, written(number), close].join(""),
  );
  writeFileSync(path, updated);
  return updated;
}

const page = pageText();

/** The first cell of each row, without the head and the signs of code. */
const firstCells = (text: string): string[] =>
  [...text.matchAll(/^\| `(.+?)` +\|/gm)].map(([, cell = ""]) => cell.replaceAll("\\|", "|"));

const between = (name: string): string =>
  new RegExp(`<!-- ${name}:begin -->([^]*)<!-- ${name}:end -->`).exec(page)?.[1] ?? "";

const pages = [...page.matchAll(fence)].map(([, , number = "", text = ""]) => ({ number, text }));

test("docs/review.md shows the pages of three plans", () => {
  expect(pages.map(({ number }) => number)).toEqual(["02", "24", "10"]);
});

test.each(pages)(
  "the page of plan $number is what the command prints; UPDATE_REVIEW=1 npx jest __tests__/docs/review writes the page",
  ({ number, text }) => {
    expect(text).toBe(written(number));
  },
);

test("docs/review.md has each class with its default level, in the order of a page", () => {
  const rows = [...page.matchAll(/^\| `([a-z ]+)` +\| `(stop|ask|note)` +\|/gm)].map(([, name, level]) => [
    name,
    level,
  ]);
  expect(rows).toEqual(consequences.map((name) => [name, defaultPolicy[name]]));
});

test("the default policy of docs/review.md is the default policy", () => {
  const [, json = ""] = /<!-- default policy -->\n\n```json\n([^]*?)```/.exec(page) ?? [];
  expect(JSON.parse(json)).toEqual(defaultPolicy);
});

test("docs/review.md says of each area what is judged", () => {
  expect(firstCells(between("areas"))).toEqual(areas.map(({ name }) => name));
});

interface Refused {
  readonly args?: ReviewArguments;
  readonly stdin?: string;
}

const plan = planCase("02");
const folder = scratchFolder("review-page");
const fileOf = (name: string, text: string): string => {
  const file = join(folder.path, name);
  writeFileSync(file, text);
  return file;
};
const other = plan.replaceAll('"Environment":"prod"', '"Environment":"lab"');
const parsed = JSON.parse(plan) as Readonly<Record<string, unknown>>;
const without = (name: string): string =>
  JSON.stringify(Object.fromEntries(Object.entries(parsed).filter(([key]) => key !== name)));
const withPolicy = (text: string): Refused => ({ args: { plans: ["-"], policy: fileOf("policy.json", text) } });

/** How to be refused with each sentence of the page. */
const refusals: Readonly<Record<string, () => Refused>> = {
  "no plan is given": () => ({ args: { plans: [] } }),
  "cannot be read": () => ({ args: { plans: ["no-such-plan.json"] } }),
  "is empty": () => ({ stdin: "" }),
  "is cut": () => ({ stdin: plan.slice(0, 10_000) }),
  "is not JSON": () => ({ stdin: "Terraform will perform the following actions:" }),
  "is not the JSON of one plan": () => ({ stdin: plan + plan }),
  "is a plan file, which is not JSON": () => ({ stdin: "PK\u0003\u0004" }),
  "has no format_version": () => ({ stdin: '{ "terraform": {} }' }),
  "is a state, not a plan": () => ({ stdin: planCase("79") }),
  "a part of the plan is missing": () => ({ stdin: without("complete") }),
  "this reads 1.x": () => ({ stdin: plan.replace('"format_version":"1.2"', '"format_version":"2.0"') }),
  "is a plan of OpenTofu": () => ({
    stdin: without("complete").replaceAll("registry.terraform.io", "registry.opentofu.org"),
  }),
  "are plans of one layer": () => ({ args: { plans: ["-", fileOf("edge.json", planCase("24"))] } }),
  "the plans are of 2 environments": () => ({ args: { plans: ["-", fileOf("lab.json", other)] } }),
  'is a plan of the environment "prod"': () => ({ args: { plans: ["-"], environment: "demo" } }),
  "standard input is one plan": () => ({ args: { plans: ["-", "-"] } }),
  "is no class": () => withPolicy('{ "outage": "stop" }'),
  'give "stop", "ask", "note"': () => withPolicy('{ "downtime": "fail" }'),
  "--expect is not a digest": () => ({ args: { plans: ["-"], expect: "sha256:1a2b" } }),
  "--head is missing": () => ({ args: { plans: [], base: folder.path } }),
  "has no manifest.json": () => ({ args: { plans: [], base: folder.path, head: folder.path } }),
  "--redact takes one plan": () => ({ args: { plans: ["a.json", "b.json"], redact: true } }),
};

afterAll(() => {
  folder.remove();
});

test("docs/review.md has each refusal that is tried here", () => {
  expect(firstCells(between("refusals"))).toEqual(Object.keys(refusals));
});

test.each(Object.entries(refusals))("the command refuses with: %s", (sentence, refused) => {
  const { args = { plans: ["-"] }, stdin = plan } = refused();
  const { status, output, messages } = runReview(args, () => stdin);
  expect({ status, output }).toEqual({ status: 2, output: "" });
  expect(messages.join("\n")).toContain(sentence);
});
