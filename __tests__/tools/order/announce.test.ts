import path from "node:path";

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

test("announces what is destroyed or replaced that somebody knows, and nothing else", () => {
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
    "edge: aws_db_instance.it is replaced, since db_name changes: its data is lost but for snapshots",
    "edge: aws_launch_template.web changes: the fleet's instances are replaced, one after the other",
    "edge: aws_vpc.main is replaced, since cidr_block changes: everything in it is replaced",
  ]);
});

test("announces nothing of a change in place, nor of what is added", () => {
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

test("an account that is named from now on is no other account", () => {
  expect(refused({ provider: { aws: [{}] } }, { provider: { aws: [{ allowed_account_ids: ["1"] }] } })).toEqual([]);
});
