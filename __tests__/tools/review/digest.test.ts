import { type Digest, digestOf } from "../../../tools/review/digest";
import { unexpected } from "../../../tools/review/expected-digest";
import type { Plan } from "../../../tools/review/plan/model";
import { readPlan } from "../../../tools/review/plan/read-plan";
import { reviewOf } from "../../../tools/review/review";
import { planCase } from "../../support/plan-cases";
import { type PlannedResource, casePlan, planOf } from "../../support/plans";

const of = (...plans: readonly Plan[]): Digest => digestOf(plans, reviewOf(plans));
const planned = (...resources: readonly PlannedResource[]): Digest => of(planOf(resources));

const balancer = { name: "web", internal: true };
const opened: PlannedResource = { address: "aws_lb.web", before: balancer, after: { ...balancer, internal: false } };
const created: PlannedResource = { address: "aws_eip.a", after: { domain: "vpc" }, unknown: { id: true } };

type Raw = Record<string, ReturnType<typeof JSON.parse>>;

/** A plan of the cases that is changed before it is read. */
function changed(number: string, change: (plan: Raw) => void): Digest {
  const plan = JSON.parse(planCase(number)) as Raw;
  change(plan);
  return of(readPlan(JSON.stringify(plan), `${number}.json`));
}

const [network, compute, otherCompute] = [casePlan("46"), casePlan("26"), casePlan("27")];

describe("the same change has the same digest", () => {
  test("planned a minute later, in another order", () => {
    const later = changed("26", (plan) => {
      plan["timestamp"] = "2030-01-01T00:00:00Z";
      plan["resource_changes"].reverse();
    });
    expect(later).toEqual(of(compute));
  });

  test("whatever the order of the layers", () => {
    expect(of(network, compute)).toEqual(of(compute, network));
  });

  test("where AWS tells another time of what is replaced or deleted", () => {
    const at = (time: string): Digest =>
      planned(
        {
          address: "aws_db_instance.a",
          before: { identifier: "a", latest_restorable_time: time },
          after: { identifier: "a" },
          actions: ["delete", "create"],
          unknown: { latest_restorable_time: true },
        },
        { address: "aws_db_instance.b", before: { identifier: "b", latest_restorable_time: time } },
      );
    expect(at("2030-01-01T00:00:00Z")).toEqual(at("2030-01-01T00:05:00Z"));
  });

  test("where the resources that do not change have other identifiers", () => {
    const beside = (id: string): Digest => planned(opened, { address: "aws_vpc.main", before: { id }, after: { id } });
    expect(beside("vpc-1").layers).toEqual(beside("vpc-2").layers);
  });

  test("of a plan that is redacted too: no digest has a secret", () => {
    const secret = (value: string): Digest =>
      planned({
        address: "aws_api_gateway_api_key.a",
        before: { value: "before" },
        after: { value },
        sensitive: { value: true },
      });
    expect(secret("one")).toEqual(secret("two"));
    expect(secret("before").whole).not.toBe(secret("one").whole);
  });
});

test("another change has another digest", () => {
  const digests = [
    planned(opened),
    planned(opened, created),
    planned({ ...opened, after: { ...balancer, internal: false, name: "other" } }),
    planned({ ...opened, actions: ["delete", "create"] }),
    planned({ ...opened, actions: ["create", "delete"] }),
    planned({ ...opened, entry: { previous_address: "aws_lb.old" } }),
    planned({ ...opened, after: { name: "web" }, unknown: { internal: true } }),
    planned({ address: "aws_lb.web", before: balancer }),
    of(planOf([opened], { layer: "network" })),
    of({ ...planOf([opened]), environment: "lab" }),
    of({ ...planOf([opened]), terraformVersion: "1.12.0" }),
    of({ ...planOf([opened]), formatVersion: "1.3" }),
    of({ ...planOf([opened]), providers: { accounts: ["123456789012"], regions: [], versions: [] } }),
    of({ ...planOf([opened]), providers: { accounts: [], regions: [], versions: ["hashicorp/aws 6.0.0"] } }),
    of(
      planOf([opened], {
        outputs: {
          a: {
            actions: ["create"],
            before: null,
            after: "b",
            after_unknown: false,
            before_sensitive: false,
            after_sensitive: false,
          },
        },
      }),
    ),
    digestOf([planOf([opened])], reviewOf([planOf([opened])]), { commit: "1a2b3c" }),
    digestOf([planOf([opened])], reviewOf([planOf([opened])]), { lock: "hashes" }),
  ];
  expect(new Set(digests.map(({ whole }) => whole)).size).toBe(digests.length);
  expect(new Set(digests.map(({ layers }) => layers[0]?.digest)).size).toBe(digests.length);
});

test("another finding about the same change is another whole, and the same layer", () => {
  const plan = planOf([opened]);
  const review = reviewOf([plan]);
  const other = { ...review, findings: review.findings.map((one) => ({ ...one, meaning: "Another." })) };
  expect(digestOf([plan], other).whole).not.toBe(digestOf([plan], review).whole);
  expect(digestOf([plan], other).layers).toEqual(digestOf([plan], review).layers);
});

test("the policy is no part of the change", () => {
  const plan = planOf([opened]);
  const review = reviewOf([plan]);
  const lenient = { ...review, findings: review.findings.map((one) => ({ ...one, level: "note" as const })) };
  expect(digestOf([plan], lenient)).toEqual(digestOf([plan], review));
});

test("what the digest covers is told, and what it cannot cover", () => {
  expect(of(compute)).toMatchObject({
    bound: [
      "environment prod",
      "account 123456789012",
      "region eu-west-1",
      "Terraform 1.11.4",
      "provider hashicorp/aws 5.100.0",
      "format 1.2",
    ],
    unbound: [],
  });
  expect(of(casePlan("60")).unbound).toEqual([
    "the environment",
    "the AWS account",
    "the version of Terraform",
    "the version of the provider",
  ]);
});

describe("the expected digest", () => {
  const both = of(network, compute);

  test("is what the review printed, with the layers or without", () => {
    expect(unexpected(both.token, both)).toEqual([]);
    expect(unexpected(both.whole, both)).toEqual([]);
  });

  test("names the layer that differs", () => {
    const other = of(network, otherCompute);
    expect(unexpected(both.token, other)).toEqual([
      "the changes of the layer compute are not those that were reviewed",
    ]);
    expect(unexpected(both.whole, other)).toEqual([expect.stringContaining(`the digest is ${other.whole}`)]);
  });

  test.each<[string, Partial<Plan>]>([
    ["environment lab in place of environment prod", { environment: "lab" }],
    ["Terraform 1.12.0 in place of Terraform 1.11.4", { terraformVersion: "1.12.0" }],
    [
      "account 111122223333 in place of no account",
      { providers: { accounts: ["111122223333"], regions: [], versions: [] } },
    ],
    [
      "provider hashicorp/aws 6.0.0 in place of no provider",
      { providers: { accounts: [], regions: [], versions: ["hashicorp/aws 6.0.0"] } },
    ],
    ["format 1.3 in place of format 1.2", { formatVersion: "1.3" }],
  ])("says: %s", (words, other) => {
    const plan = planOf([opened]);
    expect(unexpected(of(plan).token, of({ ...plan, ...other }))).toEqual([words]);
  });

  test("of one layer of several misses no value that only another layer has", () => {
    const elsewhere = {
      ...planOf([created], { layer: "network" }),
      providers: { accounts: [], regions: ["us-east-1"], versions: [] },
    };
    expect(unexpected(of(planOf([opened]), elsewhere).token, of(planOf([opened])))).toEqual([]);
  });

  test("of an older page, without what the digest is bound to, still holds", () => {
    const older = both.token.replace(/,\+.*$/, "");
    expect(unexpected(older, both)).toEqual([]);
    expect(unexpected(older, of(network, otherCompute))).toHaveLength(1);
  });

  test("of all layers holds for each layer, which is applied by itself", () => {
    expect(unexpected(both.token, of(compute))).toEqual([]);
    expect(unexpected(both.token, of(otherCompute))).toHaveLength(1);
    expect(unexpected(of(compute).token, both)).toEqual(["the layer network is not in the expected digest"]);
  });

  test("holds for the findings too", () => {
    const plan = planOf([opened]);
    const review = reviewOf([plan]);
    const token = digestOf([plan], { ...review, findings: [] }).token;
    expect(unexpected(token, digestOf([plan], review))).toEqual([
      "the changes are those that were reviewed, and the findings are not",
    ]);
  });

  test.each(["", "sha256:12", "abc", `sha256:${"0".repeat(64)},`, `sha256:${"g".repeat(64)}`])("refuses %j", (text) => {
    expect(() => unexpected(text, both)).toThrow("--expect is not a digest");
  });
});
