import fc from "fast-check";

import type { Area } from "../../../../../tools/review/area";
import { functions } from "../../../../../tools/review/areas/functions";
import { instances } from "../../../../../tools/review/areas/instances";
import { secrets } from "../../../../../tools/review/areas/secrets";
import { RealPlan, type Weakening, noise } from "../../../../support/weakened-plans";

const plan = new RealPlan("29", /^aws_(?:lambda_(?:function|alias)|launch_template|autoscaling_(?:group|policy))$/);

const [hello, other, template] = ["hello_lambda", "secure_api_lambda", "web_instance_launch_template"];
const [fleet, policy] = ["web_fleet_autoscaling_group", "web_fleet_cpu_target"];
const foreign = "arn:aws:lambda:eu-west-1:999988887777:layer:x:1";
const script = Buffer.from("#!/bin/sh\nexport DB_PASSWORD=correct-horse-battery\n").toString("base64");

type Line = readonly [name: string, path: Weakening["path"], value: unknown, rule: string];

const catalogue: readonly (readonly [Area, readonly Line[]])[] = [
  [
    functions,
    [
      [hello, ["memory_size"], 128, "function-memory"],
      [hello, ["timeout"], 1, "function-timeout"],
      [hello, ["runtime"], "nodejs18.x", "function-runtime"],
      [hello, ["layers"], [foreign], "function-layers"],
      [hello, ["reserved_concurrent_executions"], 0, "function-reserved-concurrency"],
      [hello, ["logging_config", 0, "log_format"], "Text", "function-log-format"],
      ["hello_alias", ["function_version"], "$LATEST", "function-alias-version"],
    ],
  ],
  [
    instances,
    [
      [template, ["metadata_options", 0, "http_tokens"], "optional", "instance-metadata-tokens"],
      [template, ["metadata_options", 0, "http_put_response_hop_limit"], 3, "instance-metadata-hops"],
      [template, ["network_interfaces", 0, "associate_public_ip_address"], "true", "instance-public-address"],
      [template, ["block_device_mappings", 0, "ebs", 0, "encrypted"], "false", "volume-encryption"],
      [template, ["image_id"], "ami-0badc0de", "instance-image"],
      [template, ["key_name"], "ops", "instance-key-pair"],
      [fleet, ["health_check_type"], "EC2", "fleet-health-check"],
      [fleet, ["instance_refresh"], [], "fleet-refresh"],
      [policy, ["enabled"], false, "fleet-scaling-policy"],
    ],
  ],
  [
    secrets,
    [
      [hello, ["environment", 0, "variables", "DB_PASSWORD"], "correct horse", "secret-in-variable"],
      [other, ["environment", 0, "variables", "OPTIONS"], "--password=hunter2", "secret-in-variable"],
      [template, ["user_data"], script, "secret-in-user-data"],
      [template, ["tags"], { Note: "AKIAABCDEFGHIJKLMNOP" }, "secret-in-tag"],
      [fleet, ["tag", 0, "value"], "token=abc12345", "secret-in-argument"],
    ],
  ],
];

const linesIn = (all: readonly Weakening[], direction: string): readonly string[] =>
  [...new Set(all.map(({ rule }) => `${rule} ${direction}`))].sort();

describe.each(catalogue.map(([area, lines]) => ({ name: area.name, area, lines })))("$name", ({ area, lines }) => {
  const weakenings = lines.map(([name, path, value, rule]): Weakening => ({ name, path, value, rule }));

  test.each(weakenings)("$rule of $name is found alone, and the other way round as stronger", (one) => {
    expect(plan.lines(area, [one])).toEqual([`${one.rule} weaker`]);
    expect(plan.lines(area, [one], { swapped: true })).toEqual([`${one.rule} stronger`]);
  });

  test("several are found together, noise says nothing beside them, and hides none of them", () => {
    fc.assert(
      fc.property(fc.subarray(weakenings, { minLength: 1 }), fc.boolean(), (chosen, swapped) => {
        const direction = swapped ? "stronger" : "weaker";
        expect(plan.lines(area, chosen, { swapped, noise })).toEqual(linesIn(chosen, direction));
      }),
      { numRuns: 8 },
    );
  });

  test("noise alone says nothing", () => {
    const still = [hello, other, template, fleet, policy].map((name) => ({
      name,
      path: ["timeouts"],
      value: null,
      rule: "",
    }));
    expect(plan.lines(area, still, { noise })).toEqual([]);
  });
});
