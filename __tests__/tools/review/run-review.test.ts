import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import type { Area } from "../../../tools/review/area";
import { type ReviewArguments, type ReviewRun, formats, runReview } from "../../../tools/review/run-review";
import { planCase } from "../../support/plan-cases";

const folder = mkdtempSync(path.join(tmpdir(), "review-test-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string): string {
  const whole = path.join(folder, name);
  writeFileSync(whole, content);
  return whole;
}

const never = (): string => {
  throw new Error("standard input is not asked for");
};

/** A review of plans as the command line gives them: the numbers of cases, or files. */
const review = (plans: readonly string[], more: Omit<ReviewArguments, "plans"> = {}): ReviewRun =>
  runReview(
    { ...more, plans: plans.map((one) => (/^\d\d$/.test(one) ? file(`${one}.json`, planCase(one)) : one)) },
    never,
  );

/** The review of a text on standard input. */
const reviewText = (text: string, more: Omit<ReviewArguments, "plans"> = {}): ReviewRun =>
  runReview({ ...more, plans: ["-"] }, () => text);

const refused = (message: string | RegExp) => ({
  status: 2,
  output: "",
  messages: expect.arrayContaining([expect.stringMatching(message)]) as string[],
});

type Raw = Record<string, ReturnType<typeof JSON.parse>>;

function changed(number: string, change: (plan: Raw) => void): string {
  const plan = JSON.parse(planCase(number)) as Raw;
  change(plan);
  return JSON.stringify(plan);
}

describe("of each plan,", () => {
  test("without a change: no change, exit status 0, and no secret that stands in the file", () => {
    const secret = /"client_secret": ?"([^"]+)"/.exec(planCase("00"))?.[1] ?? "";
    expect(secret).not.toBe("");
    for (const format of Object.keys(formats)) {
      const { status, output, messages } = review(["00"], { format });
      expect({ status, messages }).toEqual({ status: 0, messages: [] });
      expect(output).not.toContain(secret);
    }
    expect(review(["00"]).output).toMatch(/^# prod: no change\n/);
  });

  test("with one tag changed on 48 resources: one line, and no finding", () => {
    const { status, output } = review(["40"]);
    expect(status).toBe(0);
    expect(output.split("\n").filter((line) => line.startsWith("- "))).toEqual([
      "- tags of 48 resources: `CostCentre` `web` to `web-2027`",
    ]);
    expect(output.match(/^## .*$/gm)).toEqual(["## Tags"]);
  });

  test("of a first apply: what is new in numbers, and never a line for each resource", () => {
    // What an area says of a first apply is the area's to prove.
    const knowing: Area = { name: "all", judges: typesOf("60"), find: () => [] };
    const { status, output } = runReview({ plans: ["-"], environment: "prod" }, () => planCase("60"), {
      areas: [knowing],
    });
    expect(status).toBe(0);
    expect(output).toContain(
      "**Nothing to apply: `standard input` is a first plan of terraform test, without state.**",
    );
    expect(output).toContain("| standard input | create 165 | 178 of 178 changes understood | first apply |");
    const entries = output.split("\n").filter((line) => line.startsWith("- "));
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatch(/^- create: `standard input`, resources and outputs: 4 `certificate`, .*, 13 `output`/);
  });

  test.each([
    ["65", "identity", "aws_cognito_user_pool.users_pool"],
    ["76", "network", "aws_security_group.security_group_app"],
  ])("that errored, %s: the page says so before all else, exit status 2", (number, layer, address) => {
    const { status, output, messages } = review([number]);
    expect(status).toBe(2);
    expect(output).toMatch(/^# prod: cannot be approved/);
    expect(output.split("\n")[3]).toBe(
      `**Nobody can approve this: \`${layer}\` errored (Terraform refused the plan, or did not end). What follows was planned. Plan the whole layer again.**`,
    );
    expect(output).toContain(address);
    expect(messages).toEqual([`${number}.json is a plan that errored: nobody can approve it`]);
  });

  test("that is partial: the page says so, exit status 2", () => {
    const { status, output } = reviewText(changed("40", (plan) => (plan["complete"] = false)));
    expect(status).toBe(2);
    expect(output).toContain("`network` is partial (-target, or deferred changes)");
  });

  test("with a line before the JSON: the plan is read, and the line told", () => {
    const { output } = review(["82"]);
    expect(output).toContain("1 line before the JSON left out");
    expect(output).toContain("aws_security_group.security_group_app");
  });
});

/** The types of a plan, each with no attribute that is judged. */
function typesOf(number: string): Readonly<Record<string, readonly string[]>> {
  const { resource_changes: changes } = JSON.parse(planCase(number)) as { resource_changes: { type: string }[] };
  return Object.fromEntries([...changes.map(({ type }) => [type, []] as const), ["output", []] as const]);
}

describe("refuses, with exit status 2 and no page,", () => {
  test.each<[string, () => ReviewRun, string | RegExp]>([
    ["no plan", () => review([]), "no plan is given"],
    ["a file that is not there", () => review([path.join(folder, "none.json")]), /none\.json cannot be read/],
    ["a plan of which a part is missing", () => review(["71"]), /has no resource_changes/],
    ["a state", () => review(["79"]), /is a state, not a plan/],
    [
      "a standard input that cannot be read",
      () => runReview({ plans: ["-"] }, never),
      /^standard input cannot be read/,
    ],
    ["an empty file", () => reviewText(""), "standard input is empty"],
    [
      "another format",
      () => reviewText(changed("00", (plan) => (plan["format_version"] = "2.0"))),
      /format_version "2\.0"/,
    ],
    ["another environment", () => review(["00"], { environment: "lab" }), /environment "prod" .* not of "lab"/],
    ["one layer twice", () => review(["00", "31"]), /00\.json and 31\.json are plans of one layer, identity/],
    [
      "two environments",
      () => review(["26", file("lab.json", planCase("31").replaceAll('"Environment":"prod"', '"Environment":"lab"'))]),
      /the plans are of 2 environments: 26\.json of "prod", lab\.json of "lab"/,
    ],
    ["an unknown format of the page", () => review(["00"], { format: "pdf" }), /--format is pdf; give markdown, json/],
    ["standard input twice", () => runReview({ plans: ["-", "-"] }, () => planCase("00")), /give - once/],
    ["another layer than the tags say", () => review([`edge=${file("00.json", planCase("00"))}`]), /not of "edge"/],
    ["a policy that is none", () => review(["00"], { policy: file("policy.json", "{") }), /policy\.json is not JSON/],
    ["a digest that is none", () => review(["00"], { expect: "sha256" }), /--expect is not a digest/],
    ["a lock file that is not there", () => review(["00"], { lock: path.join(folder, "no.hcl") }), /cannot be read/],
    ["two plans to redact", () => review(["00", "26"], { redact: true }), /--redact takes one plan/],
    ["a state to redact", () => review(["79"], { redact: true }), /is a state/],
  ])("%s", (_, work, message) => {
    expect(work()).toEqual(refused(message));
  });

  test("all inputs at once, each with its fault", () => {
    expect(review(["71", "00", "79"]).messages).toEqual([
      expect.stringMatching(/71\.json has no resource_changes/),
      expect.stringMatching(/79\.json is a state/),
    ]);
  });
});

describe("the layer of a plan without tags", () => {
  test("is what the command line says", () => {
    const plan = file("untagged.json", planCase("50"));
    expect(review([`compute=${plan}`], { environment: "lab" }).output).toMatch(/^# lab: .*\n[^]*\n\| compute \|/);
  });

  test("is the name of the file otherwise, without the machine's folders", () => {
    const { output } = review([file("untagged.json", planCase("50"))]);
    expect(output).toContain("| untagged.json |");
    expect(output).not.toContain(folder);
  });
});

const stopping: Area = {
  name: "all",
  judges: { aws_s3_bucket: [] },
  find: (estate) =>
    estate.changed("aws_eip").map((place) => ({
      rule: "test",
      consequence: "downtime",
      direction: "weaker",
      place,
      meaning: "The address changes.",
    })),
};

describe("the policy", () => {
  const text = changed("50", (plan) => {
    Object.assign(plan["resource_changes"][0], { address: "aws_eip.a", type: "aws_eip", name: "a" });
  });
  const withPolicy = (policy?: string): ReviewRun =>
    runReview({ plans: ["-"], ...(policy !== undefined && { policy: file("policy.json", policy) }) }, () => text, {
      areas: [stopping],
    });

  test("says with which exit status a weakening ends", () => {
    expect(withPolicy().status).toBe(0);
    expect(withPolicy().output).toContain("ask before the apply, 1 downtime");
    expect(withPolicy('{"downtime": "stop"}').status).toBe(1);
    expect(withPolicy('{"downtime": "note"}').output).toContain("nothing to stop or to ask, 1 downtime");
  });
});

describe("--expect", () => {
  const digestIn = (output: string): string => /digest: `([^`]+)`/.exec(output)?.[1] ?? "";

  test("takes what the review printed, and names the layer that differs with exit status 1", () => {
    const expected = digestIn(review(["00"]).output);
    expect(review(["00"], { expect: expected }).status).toBe(0);
    const other = review(["31"], { expect: expected });
    expect(other.status).toBe(1);
    expect(other.messages).toEqual([
      "not as reviewed: the changes of the layer identity are not those that were reviewed",
    ]);
  });

  test("holds for the commit and the lock file", () => {
    const [commit, lock] = ["1a2b3c", file("lock.hcl", "hashes")];
    const expected = digestIn(review(["00"], { commit, lock }).output);
    expect(review(["00"], { commit, lock, expect: expected }).status).toBe(0);
    expect(review(["00"], { commit: "4d5e6f", lock, expect: expected })).toMatchObject({
      status: 1,
      messages: ["not as reviewed: commit 4d5e6f in place of commit 1a2b3c"],
    });
    expect(review(["00"], { commit, expect: expected })).toMatchObject({
      status: 1,
      messages: [expect.stringMatching(/^not as reviewed: no lock file in place of lock file sha256:/)],
    });
  });
});

test("--redact prints the plan without its secrets, and its review is that of the plan", () => {
  const { status, output } = review(["29"], { redact: true });
  expect(status).toBe(0);
  expect(output).not.toContain("sk_live_");
  const [page, again] = [planCase("29"), output].map((text) => reviewText(text).output);
  expect(again).toBe(page);
});

test("the same plans in another order are the same page, in every format", () => {
  for (const format of Object.keys(formats)) {
    const [identity, database] = ["31", `compute=${file("50.json", planCase("50"))}`];
    expect(review([identity, database], { format }).output).toBe(review([database, identity], { format }).output);
  }
});

test("four layers with 1.9 MB take less than 1.5 s of the processor", () => {
  const start = process.cpuUsage();
  expect(review(["00", "26", "40", "20"]).status).toBe(1);
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(1500);
});

test("an expected digest that holds lets a change pass that the policy stops, and another policy has the same digest", () => {
  const digest = /digest: `?(sha256:[^`\n]+)/.exec(review(["02"]).output)?.[1] ?? "";
  expect(review(["02"]).status).toBe(1);
  expect(review(["02"], { expect: digest })).toMatchObject({ status: 0, messages: [] });
  const policy = file("approved.json", '{"guard lost": "note"}');
  expect(review(["02"], { expect: digest, policy }).status).toBe(0);
  expect(review(["01"], { expect: digest }).status).toBe(1);
});

test("a plan file is not its JSON", () => {
  expect(reviewText("PK\u0003\u0004 and more")).toEqual(
    refused(/^standard input is a plan file, which is not JSON; give/),
  );
});

test("what the wrong pair of folders asks for", () => {
  expect(review(["02"], { base: folder })).toEqual(refused("--head is missing: give --base and --head, or neither"));
  expect(review(["02"], { base: folder, head: folder })).toEqual(
    refused(/^--base is .* which has no manifest.json; give/),
  );
  expect(review(["02"], { redact: true, head: folder })).toEqual(
    refused(/^--redact prints the plan itself: leave out/),
  );
});

test("a change that cannot be judged is not counted as understood", () => {
  expect(review(["59"], { format: "text" }).output).toContain("0 of 1 change understood");
});
