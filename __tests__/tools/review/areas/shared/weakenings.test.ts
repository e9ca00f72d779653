import fc from "fast-check";

import type { Area } from "../../../../../tools/review/area";
import { availability } from "../../../../../tools/review/areas/availability";
import { functions } from "../../../../../tools/review/areas/functions";
import { instances } from "../../../../../tools/review/areas/instances";
import { secrets } from "../../../../../tools/review/areas/secrets";
import { reviewOf } from "../../../../../tools/review/review";
import { findIn, planOf } from "../../../../support/plans";

type Values = Readonly<Record<string, unknown>>;

/** What makes a resource weaker: the area that says so, the type, both sides, and the rule. */
type Weakening = readonly [area: Area, type: string, before: Values, after: Values, rule: string];

const [fleet, template, lambda] = ["aws_autoscaling_group", "aws_launch_template", "aws_lambda_function"];
const ebs = (values: Values): Values => ({
  block_device_mappings: [{ device_name: "/dev/xvda", ebs: [values] }],
});
const session = (inputs: Values): Values => ({
  document_type: "Session",
  content: JSON.stringify({ schemaVersion: "1.0", inputs: { shellProfile: { linux: "" }, ...inputs } }),
});

const settings: readonly Weakening[] = [
  [availability, fleet, { min_size: 2 }, { min_size: 1 }, "fleet-smallest"],
  [availability, fleet, { max_size: 6 }, { max_size: 2 }, "fleet-largest"],
  [availability, fleet, { desired_capacity: 2 }, { desired_capacity: 1 }, "fleet-desired"],
  [availability, "aws_lb", { idle_timeout: 60 }, { idle_timeout: 5 }, "load-balancer-idle-timeout"],
  [
    availability,
    "aws_lb",
    { enable_cross_zone_load_balancing: true },
    { enable_cross_zone_load_balancing: false },
    "load-balancer-zones",
  ],
  [availability, "aws_db_instance", { allocated_storage: 50 }, { allocated_storage: 20 }, "database-storage"],
  [
    availability,
    "aws_db_instance",
    { max_allocated_storage: 500 },
    { max_allocated_storage: 100 },
    "database-storage-growth",
  ],
  [
    availability,
    "aws_db_instance",
    { apply_immediately: false },
    { apply_immediately: true },
    "database-apply-immediately",
  ],
  [functions, lambda, { memory_size: 256 }, { memory_size: 128 }, "function-memory"],
  [functions, lambda, { timeout: 10 }, { timeout: 3 }, "function-timeout"],
  [
    functions,
    lambda,
    { reserved_concurrent_executions: 10 },
    { reserved_concurrent_executions: 0 },
    "function-reserved-concurrency",
  ],
  [
    functions,
    lambda,
    { ephemeral_storage: [{ size: 1024 }] },
    { ephemeral_storage: [{ size: 512 }] },
    "function-storage",
  ],
  [functions, lambda, { runtime: "nodejs22.x" }, { runtime: "nodejs8.10" }, "function-runtime"],
  [
    functions,
    lambda,
    { logging_config: [{ log_format: "JSON" }] },
    { logging_config: [{ log_format: "Text" }] },
    "function-log-format",
  ],
  [functions, "aws_lambda_event_source_mapping", { enabled: true }, { enabled: false }, "event-source-enabled"],
  [
    instances,
    template,
    { metadata_options: [{ http_tokens: "required" }] },
    { metadata_options: [{ http_tokens: "optional" }] },
    "instance-metadata-tokens",
  ],
  [
    instances,
    template,
    { metadata_options: [{ http_put_response_hop_limit: 1 }] },
    { metadata_options: [{ http_put_response_hop_limit: 2 }] },
    "instance-metadata-hops",
  ],
  [
    instances,
    template,
    { metadata_options: [{ http_endpoint: "disabled" }] },
    { metadata_options: [{ http_endpoint: "enabled" }] },
    "instance-metadata-endpoint",
  ],
  [
    instances,
    template,
    { metadata_options: [{ http_protocol_ipv6: "disabled" }] },
    { metadata_options: [{ http_protocol_ipv6: "enabled" }] },
    "instance-metadata-ipv6",
  ],
  [
    instances,
    template,
    { metadata_options: [{ instance_metadata_tags: "disabled" }] },
    { metadata_options: [{ instance_metadata_tags: "enabled" }] },
    "instance-metadata-tags",
  ],
  [
    instances,
    template,
    { network_interfaces: [{ associate_public_ip_address: "false" }] },
    { network_interfaces: [{ associate_public_ip_address: "true" }] },
    "instance-public-address",
  ],
  [
    instances,
    template,
    { disable_api_termination: true },
    { disable_api_termination: false },
    "instance-termination-protection",
  ],
  [
    instances,
    template,
    { monitoring: [{ enabled: true }] },
    { monitoring: [{ enabled: false }] },
    "instance-monitoring",
  ],
  [instances, template, { instance_type: "t4g.xlarge" }, { instance_type: "t4g.large" }, "instance-type"],
  [instances, template, { instance_type: "m7g.16xlarge" }, { instance_type: "m7g.2xlarge" }, "instance-type"],
  [instances, template, ebs({ encrypted: "true" }), ebs({ encrypted: "false" }), "volume-encryption"],
  [instances, template, ebs({ volume_size: 20 }), ebs({ volume_size: 8 }), "volume-size"],
  [instances, template, ebs({ throughput: 250 }), ebs({ throughput: 125 }), "volume-throughput"],
  [instances, template, ebs({ iops: 6000 }), ebs({ iops: 3000 }), "volume-iops"],
  [instances, "aws_instance", { source_dest_check: true }, { source_dest_check: false }, "instance-forwards"],
  [
    instances,
    "aws_instance",
    { root_block_device: [{ encrypted: true }] },
    { root_block_device: [{ encrypted: false }] },
    "volume-encryption",
  ],
  [instances, fleet, { health_check_type: "ELB" }, { health_check_type: "EC2" }, "fleet-health-check"],
  [
    instances,
    fleet,
    { instance_refresh: [{ preferences: [{ min_healthy_percentage: 100 }] }] },
    { instance_refresh: [{ preferences: [{ min_healthy_percentage: 50 }] }] },
    "fleet-refresh-health",
  ],
  [
    instances,
    fleet,
    { instance_maintenance_policy: [{ min_healthy_percentage: 100 }] },
    { instance_maintenance_policy: [{ min_healthy_percentage: 50 }] },
    "fleet-maintenance-health",
  ],
  [
    instances,
    fleet,
    { instance_refresh: [{ preferences: [{ auto_rollback: true }] }] },
    { instance_refresh: [{ preferences: [{ auto_rollback: false }] }] },
    "fleet-refresh-rollback",
  ],
  [
    instances,
    fleet,
    { max_instance_lifetime: 2_592_000 },
    { max_instance_lifetime: 31_536_000 },
    "fleet-instance-lifetime",
  ],
  [instances, fleet, { max_instance_lifetime: 2_592_000 }, { max_instance_lifetime: 0 }, "fleet-instance-lifetime"],
  [
    instances,
    "aws_autoscaling_policy",
    { target_tracking_configuration: [{ target_value: 50 }] },
    { target_tracking_configuration: [{ target_value: 80 }] },
    "fleet-scaling-target",
  ],
  [instances, "aws_ssm_maintenance_window", { enabled: true }, { enabled: false }, "patching-window"],
  [secrets, "aws_ssm_parameter", { type: "SecureString" }, { type: "String" }, "parameter-encryption"],
];

/** Weakenings by absence, by an element less, and inside a document. */
const others: readonly Weakening[] = [
  [functions, lambda, { code_signing_config_arn: "arn:c" }, {}, "function-code-signing"],
  [functions, lambda, { dead_letter_config: [{ target_arn: "arn:q" }] }, {}, "function-dead-letters"],
  [
    functions,
    "aws_lambda_function_event_invoke_config",
    { destination_config: [{ on_failure: [{ destination: "arn:q" }] }] },
    {},
    "function-failed-events",
  ],
  [
    functions,
    "aws_lambda_event_source_mapping",
    { destination_config: [{ on_failure: [{ destination_arn: "arn:q" }] }] },
    {},
    "event-source-failures",
  ],
  [functions, lambda, { vpc_config: [{ subnet_ids: ["subnet-1"], security_group_ids: ["sg-1"] }] }, {}, "function-vpc"],
  [
    functions,
    "aws_lambda_function_url",
    { authorization_type: "AWS_IAM" },
    { authorization_type: "NONE" },
    "function-url-access",
  ],
  [
    functions,
    "aws_lambda_function_url",
    { authorization_type: "AWS_IAM", cors: [{ allow_origins: ["https://a.example"] }] },
    { authorization_type: "AWS_IAM", cors: [{ allow_origins: ["https://a.example", "*"] }] },
    "function-url-origins",
  ],
  [instances, template, {}, { key_name: "laptop" }, "instance-key-pair"],
  [
    instances,
    template,
    { image_id: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64" },
    { image_id: "ami-1" },
    "instance-image",
  ],
  [instances, "aws_autoscaling_policy", { enabled: true }, { enabled: false }, "fleet-scaling-policy"],
  [functions, "aws_lambda_alias", { function_version: "1" }, { function_version: "$LATEST" }, "function-alias-version"],
  [
    functions,
    lambda,
    { role: "arn:aws:iam::123456789012:role/hello" },
    { role: "arn:aws:iam::123456789012:role/hello", layers: ["arn:aws:lambda:eu-west-1:999988887777:layer:x:1"] },
    "function-layers",
  ],
  [instances, template, {}, { iam_instance_profile: [{ name: "admin" }] }, "instance-profile"],
  [instances, template, ebs({ encrypted: "true", kms_key_id: "arn:k" }), ebs({ encrypted: "true" }), "volume-key"],
  [instances, fleet, { instance_refresh: [{ strategy: "Rolling" }] }, {}, "fleet-refresh"],
  [instances, fleet, {}, { suspended_processes: ["ReplaceUnhealthy"] }, "fleet-suspended-processes"],
  [
    instances,
    fleet,
    { enabled_metrics: ["GroupMaxSize", "GroupInServiceInstances"] },
    { enabled_metrics: ["GroupMaxSize"] },
    "fleet-metrics",
  ],
  [instances, "aws_ssm_document", session({ cloudWatchLogGroupName: "g" }), session({}), "session-record"],
  [
    instances,
    "aws_ssm_document",
    session({ cloudWatchEncryptionEnabled: true }),
    session({ cloudWatchEncryptionEnabled: false }),
    "session-record",
  ],
  [instances, "aws_ssm_document", session({ kmsKeyId: "arn:k" }), session({}), "session-record"],
  [
    instances,
    "aws_ssm_document",
    session({ idleSessionTimeout: "20" }),
    session({ idleSessionTimeout: "60" }),
    "session-record",
  ],
  [instances, "aws_ssm_document", session({ maxSessionDuration: "60" }), session({}), "session-record"],
  [instances, "aws_ssm_document", session({ runAsEnabled: true }), session({ runAsEnabled: false }), "session-record"],
  [instances, "aws_ssm_document", {}, { permissions: { type: "Share", account_ids: "All" } }, "document-shared"],
  [
    secrets,
    "aws_secretsmanager_secret_rotation",
    { rotation_rules: [{ automatically_after_days: 30 }] },
    { rotation_rules: [{ automatically_after_days: 90 }] },
    "secret-rotation-schedule",
  ],
  [
    secrets,
    "aws_secretsmanager_secret_rotation",
    { rotation_rules: [{ schedule_expression: "rate(12 hours)" }] },
    { rotation_rules: [{ schedule_expression: "rate(1 day)" }] },
    "secret-rotation-schedule",
  ],
  [
    secrets,
    "aws_secretsmanager_secret_version",
    { version_stages: ["AWSCURRENT", "green"] },
    { version_stages: ["green"] },
    "secret-stages",
  ],
  [secrets, "aws_ssm_parameter", { key_id: "arn:k" }, {}, "parameter-key"],
  [secrets, "aws_secretsmanager_secret_version", {}, { secret_string: "correct horse" }, "secret-in-argument"],
  [secrets, "aws_instance", {}, { tags: { note: "AKIAABCDEFGHIJKLMNOP" } }, "secret-in-tag"],
  [secrets, "aws_instance", {}, { user_data: "x AKIAABCDEFGHIJKLMNOP y" }, "secret-in-user-data"],
  [availability, "aws_lb", { subnets: ["subnet-1", "subnet-2"] }, { subnets: ["subnet-2"] }, "subnets"],
  [
    availability,
    fleet,
    { vpc_zone_identifier: ["subnet-1", "subnet-2"] },
    { vpc_zone_identifier: ["subnet-1"] },
    "subnets",
  ],
  [
    availability,
    "aws_db_subnet_group",
    { subnet_ids: ["subnet-1", "subnet-2"] },
    { subnet_ids: ["subnet-1"] },
    "subnets",
  ],
];

const weakenings = [...settings, ...others];

/** The same on both sides, so that each side is there. */
const same = { description: "the same" };

const said = (area: Area, type: string, before: Values, after: Values, unknown: Values = {}): readonly string[] =>
  findIn(
    area,
    planOf([{ address: `${type}.one`, before: { ...same, ...before }, after: { ...same, ...after }, unknown }]),
  )
    .map(({ rule, direction }) => `${rule} ${direction}`)
    .sort();

for (const [area, type, before, after, rule] of weakenings) {
  test(`${type}: ${rule} is found alone, its inverse is a strengthening, and no change says nothing`, () => {
    expect(said(area, type, before, after)).toEqual([`${rule} weaker`]);
    expect(said(area, type, after, before)).toEqual([`${rule} stronger`]);
    expect([...said(area, type, before, before), ...said(area, type, after, after)]).toEqual([]);
  });
}

test("the finding says the change, so that nothing is left to show as it is", () => {
  const left = weakenings.flatMap(([area, type, before, after, rule]) => {
    const plan = planOf([{ address: `${type}.one`, before: { ...same, ...before }, after: { ...same, ...after } }]);
    return reviewOf([plan], { areas: [area] }).plain.flatMap(({ changes }) =>
      changes.map(({ path }) => `${rule}: ${path}`),
    );
  });
  expect(left).toEqual([]);
});

const marksOf = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(marksOf)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, marksOf(part)]))
      : true;

for (const [area, type, before, , rule] of settings) {
  test(`${type}: of a value that is known after apply only, ${rule} claims nothing`, () => {
    const isInDevice = "block_device_mappings" in before;
    const marks = isInDevice ? ebsMarks : (marksOf(before) as Values);
    const found = said(area, type, before, isInDevice ? ebs({}) : {}, marks);
    expect(found).toContain(`${rule} cannot tell`);
    expect(found.filter((line) => !line.endsWith("cannot tell"))).toEqual([]);
  });
}

const ebsMarks = {
  block_device_mappings: [{ ebs: [{ encrypted: true, volume_size: true, throughput: true, iops: true }] }],
};

const noise: readonly Values[] = [
  {},
  { user_data: "", tags: {} },
  { key_name: null, layers: [], name: "" },
  { dead_letter_config: [], vpc_config: [], image_id: null },
];

test("several weakenings of one resource are each found, and noise neither says nor hides anything", () => {
  const byType = new Map<string, Weakening[]>();
  for (const one of weakenings) {
    const key = `${one[0].name} ${one[1]}`;
    byType.set(key, [...(byType.get(key) ?? []), one]);
  }
  fc.assert(
    fc.property(
      fc.constantFrom(...byType.values()).chain((list) => fc.subarray(list, { minLength: 1 })),
      fc.constantFrom(...noise),
      fc.constantFrom(...noise),
      (chosen, left, right) => {
        const disjoint = chosen.filter((one, index) => isFirstOfItsNames(one, chosen.slice(0, index)));
        const [[area, type] = [availability, ""]] = disjoint;
        const [before, after] = [
          Object.assign({}, left, ...disjoint.map((one) => one[2])) as Values,
          Object.assign({}, right, ...disjoint.map((one) => one[3])) as Values,
        ];
        expect(said(area, type, before, after)).toEqual(disjoint.map((one) => `${one[4]} weaker`).sort());
        expect(said(area, type, after, before)).toEqual(disjoint.map((one) => `${one[4]} stronger`).sort());
        expect(said(area, type, before, { ...right, ...before })).toEqual([]);
      },
    ),
    { numRuns: 30 },
  );
});

/** Two weakenings of one attribute cannot be laid over each other. */
const isFirstOfItsNames = ([, , before, after]: Weakening, others: readonly Weakening[]): boolean => {
  const taken = new Set(others.flatMap((one) => [...Object.keys(one[2]), ...Object.keys(one[3])]));
  return ![...Object.keys(before), ...Object.keys(after)].some((name) => taken.has(name));
};
