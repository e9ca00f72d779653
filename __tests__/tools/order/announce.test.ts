import { writeFileSync } from "node:fs";
import path from "node:path";

import { expression } from "../../../modules/shared/expression";
import { writeHcl } from "../../../modules/shared/hcl";
import { announcementsOf, refusalsOf } from "../../../tools/order/announce";
import { type Scratch, scratchFolder } from "../../../tools/shared/scratch";
import { writtenSynthesis } from "../../support/written-synthesis";

let scratch: Scratch;

beforeEach(() => {
  scratch = scratchFolder("announce-test");
});

afterEach(() => {
  scratch.remove();
});

const synth = (name: string, json: object) => writtenSynthesis(path.join(scratch.path, name), { "it-edge": json });
const announced = (base: object, head: object): string[] =>
  announcementsOf(synth("base", { resource: base }), synth("head", { resource: head }), "it");
const refused = (base: object, head: object): string[] => refusalsOf(synth("base", base), synth("head", head), "it");

test("does not announce resources that Terraform forgets and leaves in AWS", () => {
  const alias = { type: "A", name: "app.example.com" };
  const base = synth("base", { resource: { aws_route53_record: { proof: {}, alias } } });
  const head = synth("head", {});
  const block = { from: expression("aws_route53_record.proof"), lifecycle: { destroy: false } };
  writeFileSync(path.join(head.outdir, "stacks/it-edge/terraform.tf"), writeHcl([{ type: "removed", body: block }]));
  expect(announcementsOf(base, head, "it")).toEqual([
    "edge: aws_route53_record.alias (A app.example.com) is destroyed: the name no longer resolves",
  ]);
});

test("announces destroyed or replaced resources that somebody outside knows, and no others", () => {
  expect(
    announced(
      {
        aws_vpc: { main: { cidr_block: "10.0.0.0/16", tags: {} } },
        aws_db_instance: { it: { db_name: "a", instance_class: "a" } },
        aws_api_gateway_api_key: { acme: {} },
        aws_launch_template: { web: { tags: {} } },
        aws_security_group: { it: {} },
      },
      {
        aws_vpc: { main: { cidr_block: "10.1.0.0/16", tags: {} } },
        aws_db_instance: { it: { db_name: "b", instance_class: "b" } },
        aws_launch_template: { web: { tags: { Owner: "b" } } },
      },
    ),
  ).toEqual([
    "edge: aws_api_gateway_api_key.acme is destroyed: partners need another key",
    "edge: aws_db_instance.it is replaced, since db_name changes: all data that is in no snapshot is lost",
    "edge: aws_launch_template.web changes: the fleet's instances are replaced, one after the other",
    "edge: aws_vpc.main is replaced, since cidr_block changes: everything in the VPC is destroyed too",
  ]);
});

test("announces a change in place that takes something from users, with all its resources in one sentence", () => {
  const groups = (days: number) => ({ a: { retention_in_days: days }, b: { retention_in_days: days }, c: {} });
  const api = (types: string[], off: boolean) => ({
    it: { endpoint_configuration: { types }, disable_execute_api_endpoint: off },
  });
  const [before, after] = [
    { aws_cloudwatch_log_group: groups(365), aws_api_gateway_rest_api: api(["REGIONAL"], false) },
    { aws_cloudwatch_log_group: groups(90), aws_api_gateway_rest_api: api(["PRIVATE"], true) },
  ];
  const ofTheApi = [
    "edge: aws_api_gateway_rest_api.it changes disable_execute_api_endpoint: callers have to use another address",
    "edge: aws_api_gateway_rest_api.it changes endpoint_configuration.types: callers need another kind of endpoint",
  ];
  const lowered =
    "edge: aws_cloudwatch_log_group.a, aws_cloudwatch_log_group.b lowers retention_in_days: older log events are deleted";
  expect(announced(before, after)).toEqual([...ofTheApi, lowered]);
  expect(announced(after, before)).toEqual(ofTheApi);
});

test("announces that the fleet is replaced if its user data changes in a local", () => {
  const written = (name: string, locals: object) =>
    synth(name, { resource: { aws_launch_template: { web: { user_data: "${local.data}" } } }, locals });
  expect(announcementsOf(written("base", { data: "a" }), written("head", { data: "b" }), "it")).toEqual([
    "edge: aws_launch_template.web changes: the fleet's instances are replaced, one after the other",
  ]);
});

test("does not announce other changes in place, nor added resources", () => {
  expect(announced({ aws_lb: { it: { idle: 1 } } }, { aws_lb: { it: { idle: 2 } }, aws_eip: { a: {} } })).toEqual([]);
});

test.each([
  ["region", { provider: { aws: [{ region: "a" }] } }, { provider: { aws: [{ region: "b" }] } }],
  [
    "accountId",
    { provider: { aws: [{ allowed_account_ids: ["1"] }] } },
    { provider: { aws: [{ allowed_account_ids: ["2"] }] } },
  ],
  ["state", { terraform: { backend: { local: {} } } }, { terraform: { backend: { s3: {} } } }],
  ["state", { terraform: { backend: { local: {} } } }, { terraform: { cloud: {} } }],
])("refuses another %s", (setting, base, head) => {
  expect(refused(base, head)).toEqual([expect.stringMatching(new RegExp(`^it: ${setting} changes, and .+; .+$`))]);
  expect(refused(base, base)).toEqual([]);
});

test("a first accountId is no change of account", () => {
  expect(refused({ provider: { aws: [{}] } }, { provider: { aws: [{ allowed_account_ids: ["1"] }] } })).toEqual([]);
});

test("does not refuse another key for a state: the state stays at its place", () => {
  const state = (bucket: string, key?: string) => ({
    terraform: { backend: { s3: { bucket, ...(key !== undefined && { kms_key_id: key }) } } },
  });
  expect(refused(state("a"), state("a", "key"))).toEqual([]);
  expect(refused(state("a", "key"), state("a", "other"))).toEqual([]);
  expect(refused(state("a", "key"), state("b", "key"))).toHaveLength(1);
});

test.each([
  ["aws_cognito_user_pool", { deletion_protection: "ACTIVE", name: "a" }, { deletion_protection: "INACTIVE" }],
  ["aws_db_instance", { deletion_protection: true, db_name: "a" }, { deletion_protection: false }],
  ["aws_lb", { enable_deletion_protection: true, name: "a" }, { enable_deletion_protection: false }],
])("refuses to destroy or replace %s while AWS refuses to delete it", (type, block, lifted) => {
  const of = (arguments_: object) => ({ resource: { [type]: { it: arguments_ } } });
  const words = new RegExp(
    `^edge: ${type}\\.it is removed while AWS refuses to delete it, .+; apply .+ first, then compare`,
  );
  expect(refused(of(block), {})).toEqual([expect.stringMatching(words)]);
  expect(refused(of(block), of({ ...block, name: "b", db_name: "b" }))).toEqual([expect.stringMatching(words)]);
  expect(refused(of(block), of({ ...block, tags: {} }))).toEqual([]);
  expect(refused(of({ ...block, ...lifted }), {})).toEqual([]);
});

test("refuses to replace a resource that a plan refuses to destroy, and a VPC under its resources", () => {
  const lifecycle = { prevent_destroy: true };
  const database = (db_name: string, more: object = {}) => ({
    resource: { aws_db_instance: { it: { db_name, ...more } } },
  });
  expect(refused(database("a"), database("b"))).toEqual([]);
  expect(refused(database("a"), database("b", { lifecycle }))).toEqual([
    expect.stringMatching(
      /^edge: aws_db_instance\.it is replaced, but a plan refuses the replacement while keepData is true; .+ apply/,
    ),
  ]);
  const vpc = (cidr_block: string) => ({ resource: { aws_vpc: { main: { cidr_block } } } });
  expect(refused(vpc("10.0.0.0/16"), vpc("10.1.0.0/16"))).toEqual([
    expect.stringMatching(/^edge: aws_vpc\.main is replaced, and no order of layers .+; write a second environment/),
  ]);
});

test("refuses to destroy a whole protected environment, and says why the head may lack the environment", () => {
  const gone = (block: object) =>
    refusalsOf(
      synth("base", { resource: { aws_kms_key: { it: block } } }),
      writtenSynthesis(path.join(scratch.path, "head"), { "other-edge": {} }),
      "it",
    );
  expect(gone({ lifecycle: { prevent_destroy: true } })).toEqual([
    expect.stringMatching(/^it is not in the head, .+ apply the departure teardown first, or .+PALISADE_ENVIRONMENTS/),
  ]);
  expect(gone({ lifecycle: { prevent_destroy: false } })).toEqual([]);
});

test("announces terraform init if the backend's settings change, and gives one refusal if the region changes", () => {
  const s3 = (kms_key_id: string, region: string, bucket = "a") => ({
    terraform: { backend: { s3: { bucket, kms_key_id } } },
    provider: { aws: [{ region }] },
  });
  const said = (base: object, head: object) => announcementsOf(synth("base", base), synth("head", head), "it");
  expect(said(s3("a", "r"), s3("b", "r"))).toEqual([expect.stringContaining("run terraform init -reconfigure")]);
  expect(said(s3("a", "r"), s3("a", "r"))).toEqual([]);
  expect(refused(s3("a", "r"), s3("a", "q", "b"))).toEqual([expect.stringContaining("region changes")]);
});

test("refuses to replace a resource that refers to a forgotten resource, which ends in a cycle", () => {
  const lifecycle = { create_before_destroy: true };
  const mapping = (domain_name: string, more: object = { lifecycle }) => ({
    aws_api_gateway_domain_name: { it: { domain_name } },
    aws_api_gateway_base_path_mapping: {
      it: {
        domain_name: "${aws_api_gateway_domain_name.it.domain_name}",
        api: "${aws_api_gateway_stage.it.id}",
        ...more,
      },
    },
    aws_api_gateway_stage: { it: { depends_on: ["aws_iam_role.left"] } },
  });
  const base = (name: string, more?: object) =>
    synth("base", { resource: { ...mapping(name, more), aws_iam_role: { left: {} } } });
  const head = (name: string, more?: object) => {
    const written = synth("head", { resource: mapping(name, more) });
    const block = { from: expression("aws_iam_role.left"), lifecycle: { destroy: false } };
    writeFileSync(
      path.join(written.outdir, "stacks/it-edge/terraform.tf"),
      writeHcl([{ type: "removed", body: block }]),
    );
    return written;
  };
  expect(refusalsOf(base("a"), head("b"), "it")).toEqual([
    expect.stringMatching(
      /^edge: aws_api_gateway_base_path_mapping\.it would be destroyed or replaced while .+ aws_iam_role\.left, .+Cycle/,
    ),
  ]);
  expect(refusalsOf(base("a"), head("a"), "it")).toEqual([]);
  expect(refusalsOf(base("a", {}), head("b", {}), "it")).toEqual([]);
});

test("refuses to destroy a resource between a forgotten resource and a resource that stays", () => {
  const lifecycle = { create_before_destroy: true };
  const validation = { depends_on: ["aws_route53_record.proof"] };
  const base = (more: object, name: object = {}) =>
    synth("base", {
      resource: {
        aws_route53_record: { proof: {} },
        aws_acm_certificate_validation: { it: { ...validation, ...more } },
        aws_lb_listener: { it: { certificate_arn: "${aws_acm_certificate_validation.it.certificate_arn}", ...name } },
      },
    });
  const head = (
    left: readonly string[],
    resource: object = { aws_lb_listener: { it: { certificate_arn: "arn" } } },
  ) => {
    const written = synth("head", { resource });
    const blocks = left.map((from) => ({
      type: "removed",
      body: { from: expression(from), lifecycle: { destroy: false } },
    }));
    writeFileSync(path.join(written.outdir, "stacks/it-edge/terraform.tf"), writeHcl(blocks));
    return written;
  };
  const cycle = [
    expect.stringMatching(/aws_acm_certificate_validation\.it would be .+ forgets aws_route53_record\.proof, .+Cycle/),
  ];
  const record = ["aws_route53_record.proof"];
  expect(refusalsOf(base({ lifecycle }), head(record), "it")).toEqual(cycle);
  // What uses something that is made before it is destroyed is so too, and what is used.
  expect(refusalsOf(base({}, { lifecycle }), head(record), "it")).toEqual(cycle);
  expect(refusalsOf(base({}), head(record), "it")).toEqual([]);
  expect(refusalsOf(base({ lifecycle }), head(record, {}), "it")).toEqual([]);
  const both = [...record, "aws_acm_certificate_validation.it"];
  expect(refusalsOf(base({ lifecycle }), head(both), "it")).toEqual([]);
});
