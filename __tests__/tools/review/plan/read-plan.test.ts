import { plainOf, type Normal } from "../../../../tools/review/plan/normal";
import type { Plan } from "../../../../tools/review/plan/model";
import { readPlan } from "../../../../tools/review/plan/read-plan";
import { planCase, planCases } from "../../../support/plan-cases";
import { casePlan as read, planOf } from "../../../support/plans";

/** Each difference of the plan as one line, without what is known after apply only. */
function told(number: string): string[] {
  const { resources, outputs } = read(number);
  const places = [
    ...resources.map((one) => ({ ...one, place: one.address })),
    ...outputs.map((one) => ({ ...one, place: `output ${one.name}` })),
  ];
  return places.flatMap(({ place, changes }) =>
    changes
      .map(({ path, before, after }) => `${place} ${path}: ${shown(before)} -> ${shown(after)}`)
      .filter((line) => !line.endsWith('-> "(known after apply)"')),
  );
}

const shown = (value: Normal | undefined): string => (value === undefined ? "-" : JSON.stringify(plainOf(value)));

/** Resources that Terraform does something to. */
const acted = (number: string): string[] =>
  read(number)
    .resources.filter(({ action }) => action !== "no-op")
    .map(({ action, order, address }) => [action, order, address].filter((one) => one !== undefined).join(" "));

describe("what differs, in each plan", () => {
  test("a rule that is added in the middle of a web ACL is the only difference of the ACL", () => {
    const { resources } = read("01");
    expect(resources.flatMap(({ address, changes }) => changes.map(({ path }) => `${address} ${path}`))).toEqual([
      "aws_wafv2_web_acl.web_distribution_web_acl rule[geo]",
    ]);
  });

  test.each<[string, string[]]>([
    ["00", []],
    [
      "02",
      [
        'aws_wafv2_web_acl.api_stage_web_acl rule[rate-limit].action.block: {"custom_response":[{"response_code":429}]} -> -',
        "aws_wafv2_web_acl.api_stage_web_acl rule[rate-limit].action.count: - -> {}",
        "aws_wafv2_web_acl.api_stage_web_acl rule[sql-database].override_action.count: - -> {}",
        "aws_wafv2_web_acl.api_stage_web_acl rule[sql-database].override_action.none: {} -> -",
      ],
    ],
    ["13", ["aws_network_acl_rule.network_acl_data_mysql_in rule_number: 100 -> 110"]],
    ["18", []],
    ["23", []],
    [
      "20",
      [
        'aws_cloudfront_distribution.edge_web_distribution viewer_certificate.minimum_protocol_version: "TLSv1.2_2021" -> "TLSv1"',
        'aws_lb_listener.public_listener_https ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" -> "ELBSecurityPolicy-2016-08"',
      ],
    ],
    [
      "14",
      [
        'aws_security_group.security_group_app description: "Instances of the application: admit the load balancer alone" -> "Another description"',
      ],
    ],
    [
      "27",
      [
        'aws_iam_role_policy.hello_grants policy.Statement[]: - -> {"Effect":"Allow","NotAction":["iam:*","organizations:*"],"Resource":["*"]}',
      ],
    ],
    [
      "46",
      [
        'output data_subnet_ids : ["subnet-e6962dd19f069b351","subnet-19dea9d830cc419f5","subnet-499e68032aee4097c"] -> -',
        'output vpc_id : "vpc-c6ba89e80ecc9fc2b" -> "vpc-0123456789abcdef0"',
      ],
    ],
    [
      "29",
      [
        'aws_lambda_function.hello_lambda environment.variables.PARTNER_API_KEY: - -> "(sensitive value)"',
        'aws_lambda_function.hello_lambda source_code_hash: "tYrrX78/jTAxTn0D7CXsKIoZuQR0XYH59ufkfEHL5Q0=" -> "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="',
      ],
    ],
  ])("%s", (number, lines) => {
    expect(told(number)).toEqual(lines);
  });

  test("a changed tag of 48 resources is that tag alone", () => {
    const lines = told("40").map((line) => line.replace(/^\S+ /, ""));
    expect(new Set(lines)).toEqual(new Set(['tags_all.CostCentre: "web" -> "web-2027"']));
    expect(acted("40")).toHaveLength(48);
  });

  test("a policy that is known after apply is no policy that stays", () => {
    const key = read("59").resources.find(({ address }) => address === "aws_kms_key.logs_key");
    expect(key?.changes.map(({ path, after }) => `${path} ${shown(after)}`)).toEqual(['policy "(known after apply)"']);
    expect(key?.unknown).toEqual(["policy"]);
  });
});

test("what is known after apply only is a change of two sides that are the same otherwise", () => {
  const side = { name: "app", tags: [] };
  const { resources } = planOf([{ address: "aws_lb.app", before: side, after: side, unknown: { arn: true } }]);
  expect(resources.map(({ changes }) => changes.map(({ path, after }) => `${path} ${shown(after)}`))).toEqual([
    ['arn "(known after apply)"'],
  ]);
});

describe("what Terraform does to each resource", () => {
  test.each<[string, string[]]>([
    ["01", ["update aws_wafv2_web_acl.web_distribution_web_acl"]],
    ["08", ["delete aws_wafv2_web_acl_association.api_stage_web_acl_association"]],
    ["13", ["replace destroy before create aws_network_acl_rule.network_acl_data_mysql_in"]],
    ["41", []],
    ["50", ["replace destroy before create aws_db_instance.database_instance"]],
    ["56", ["forget aws_flow_log.vpc_flow_log"]],
  ])("%s", (number, lines) => {
    expect(acted(number)).toEqual(lines);
  });

  test("a security group whose description changes is made before the old one is destroyed", () => {
    expect(acted("14")[0]).toBe("replace create before destroy aws_security_group.security_group_app");
  });

  test("a moved resource has both addresses", () => {
    const moved = read("41").resources.filter(({ previousAddress }) => previousAddress !== undefined);
    expect(moved.map(({ previousAddress, address, changes }) => [previousAddress, address, changes])).toEqual([
      ["aws_lb_target_group.web_target_group", "aws_lb_target_group.application_target_group", []],
    ]);
  });

  test("what forces a replacement, and Terraform's reason", () => {
    const [database] = read("50").resources;
    expect(database).toMatchObject({
      replacePaths: ["kms_key_id", "storage_encrypted"],
      reason: "replace_because_cannot_update",
      provider: expect.stringMatching(/^[^/]+\/hashicorp\/aws$/) as string,
    });
  });
});

describe("which plan it is", () => {
  test.each([
    ["01", "prod", "edge"],
    ["10", "prod", "network"],
    ["26", "prod", "compute"],
    ["31", "prod", "identity"],
  ])("%s is of %s %s, by the tags", (number, environment, layer) => {
    expect(read(number)).toMatchObject({
      environment,
      layer,
      kind: "plan",
      approvable: true,
      terraformVersion: "1.11.4",
    });
  });

  test("a plan without tags is of the stack that the user says", () => {
    expect(read("50").environment).toBeUndefined();
    expect(readPlan(planCase("50"), "the plan", { environment: "lab", layer: "compute" })).toMatchObject({
      environment: "lab",
      layer: "compute",
    });
  });

  test("refuses the plan of another environment than the one that the user says", () => {
    expect(() => readPlan(planCase("01"), "edge.json", { environment: "lab" })).toThrow(
      'edge.json is a plan of the environment "prod" by the tags of its resources, not of "lab"; give that environment\'s plan',
    );
  });

  test.each(["65", "76"])("%s errored: it is read, and cannot be approved", (number) => {
    expect(read(number)).toMatchObject({ errored: true, complete: false, applyable: false, approvable: false });
    expect(acted(number)).not.toEqual([]);
  });

  test("a first plan of terraform test is read, alone and in its message, and cannot be approved", () => {
    const alone = read("60");
    expect(alone).toMatchObject({ kind: "test", approvable: false, errored: false });
    expect(acted("60").filter((line) => line.startsWith("create"))).toHaveLength(165);
    expect(alone.outputs).toHaveLength(13);
    const message = `{"@level":"info","type":"test_plan","test_plan":${planCase("60")}}`;
    expect(readPlan(message, "the plan").resources.map(({ address }) => address)).toEqual(
      alone.resources.map(({ address }) => address),
    );
  });

  test("a line before the JSON is left out, and told", () => {
    expect(read("82").notes).toEqual(["1 line before the JSON left out"]);
    expect(read("82").resources).toEqual(readPlan(planCase("82").replace(/^.*\n/, ""), "the plan").resources);
  });
});

type Raw = Record<string, ReturnType<typeof JSON.parse>>;

/** A plan that is changed before it is read. */
function changed(number: string, change: (plan: Raw) => void): () => unknown {
  const plan = JSON.parse(planCase(number)) as Raw;
  change(plan);
  return () => readPlan(JSON.stringify(plan), "the plan");
}

const refused = (message: string | RegExp) =>
  expect.objectContaining({ exitStatus: 2, message: expect.stringMatching(message) });

function faultOf(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** A plan in which the marks of one change are lists in lists. */
const nested = (levels: number): string =>
  planCase("50").replace('"after_unknown":{', `"after_unknown":{"deep":${"[".repeat(levels)}${"]".repeat(levels)},`);

describe("refuses, with exit status 2,", () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      "a plan without changes in it",
      () => read("71"),
      /has no resource_changes, no errored, no complete, no applyable/,
    ],
    ["a state", () => read("79"), /is a state, not a plan/],
    [
      "another major version",
      changed("50", (plan) => (plan["format_version"] = "2.0")),
      /format_version "2\.0"; this reads 1\.x/,
    ],
    ["no version", changed("50", (plan) => delete plan["format_version"]), /has no format_version/],
    [
      "an address twice",
      changed("50", (plan) => plan["resource_changes"].push(plan["resource_changes"][0])),
      /has "aws_db_instance\.database_instance" twice/,
    ],
    [
      "actions that Terraform does not write",
      changed("50", (plan) => (plan["resource_changes"][0].change.actions = ["shred"])),
      /aws_db_instance\.database_instance has the actions "shred"/,
    ],
    [
      "a plan of OpenTofu",
      changed("50", (plan) => {
        delete plan["complete"];
        plan["resource_changes"][0].provider_name = "providers.opentofu.example/hashicorp/aws";
      }),
      /is a plan of OpenTofu/,
    ],
    [
      "a change without what is after it",
      changed("50", (plan) => delete plan["resource_changes"][0].change.after),
      /resource_changes\.0\.change/,
    ],
    [
      "a value that is nested too deep",
      () => readPlan(nested(200), "the plan"),
      /resource_changes has more than 100 levels/,
    ],
    [
      "marks that are nested too deep",
      () => readPlan(nested(20_000), "the plan"),
      /resource_changes has more than 100 levels/,
    ],
    ["a list", () => readPlan("[]", "the plan"), /is not JSON/],
  ])("%s", (_, work, message) => {
    expect(faultOf(work)).toEqual(refused(message));
  });

  test.each(["resource_changes", "errored", "complete", "applyable", "format_version"])("a plan without %s", (key) => {
    expect(faultOf(changed("46", (plan) => Reflect.deleteProperty(plan, key)))).toEqual(refused(key));
  });

  test("no plan without changes: that is a plan", () => {
    expect(acted("23")).toEqual([]);
    expect(read("23")).toMatchObject({ applyable: false, approvable: true });
  });
});

test("a deposed object has the address of the one that took its place", () => {
  const read = changed("50", (plan) => {
    plan["resource_changes"].push({ ...plan["resource_changes"][0], deposed: "12345678" });
  });
  expect((read() as Plan).resources.map(({ deposed }) => deposed)).toEqual([undefined, "12345678"]);
});

test("hostile names are names", () => {
  const text = planCase("50").replace(
    '"output_changes":{',
    '"output_changes":{"__proto__":{"actions":["create"],"before":null,"after":{"__proto__":{"polluted":"x"},"constructor":"y"},"after_unknown":false,"before_sensitive":false,"after_sensitive":false}',
  );
  const { outputs } = readPlan(text, "the plan");
  expect(outputs.map(({ name, after }) => [name, JSON.stringify(after)])).toEqual([
    ["__proto__", '{"__proto__":{"polluted":"x"},"constructor":"y"}'],
  ]);
  expect(({} as Raw)["polluted"]).toBeUndefined();
});

test("reads the biggest plan in less than 300 ms", () => {
  const text = planCase("20");
  const durations = [1, 2].map(() => {
    const start = performance.now();
    readPlan(text, "the plan");
    return performance.now() - start;
  });
  expect(Math.min(...durations)).toBeLessThan(300);
});

test("every case is a plan or a refusal", () => {
  const refusals = planCases().filter((name) => faultOf(() => read(name.slice(0, 2))) !== undefined);
  expect(refusals).toEqual(["71-truncated-but-valid-json", "79-not-a-plan-but-a-state"]);
});
