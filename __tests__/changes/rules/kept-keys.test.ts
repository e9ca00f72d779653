import type { Block } from "../../support/synthesize";
import { changeOf, Configuration } from "../change";
import { lostKeys } from "./kept-keys";

const edge = (resource: Readonly<Record<string, Readonly<Record<string, Block>>>>): Configuration =>
  new Configuration({ "it-edge": { terraform: {}, provider: {}, resource, data: {}, output: {} } });

const key = "${aws_kms_key.logs.arn}";
const lost = (data: Readonly<Record<string, Readonly<Record<string, Block>>>>, after: typeof data): number =>
  lostKeys(changeOf(edge({ aws_kms_key: { logs: {} }, ...data }), edge(after))).length;

test("a key is lost where a log group, a bucket or a database that stays was encrypted by it", () => {
  const log = (arn?: string) => ({ aws_cloudwatch_log_group: { web: { kms_key_id: arn } } });
  expect(lost(log(key), log())).toBe(1);
  expect(lost(log(), log())).toBe(0);
});

test("a key is lost where data stays in AWS when its resource leaves Terraform", () => {
  const bucket = (lifecycle: Block) => ({ aws_s3_bucket: { logs: { kms_key_arn: key, lifecycle } } });
  expect(lost(bucket({ prevent_destroy: true }), {})).toBe(1);
  expect(lost(bucket({}), {})).toBe(0);
  const group = (skips: boolean) => ({ aws_cloudwatch_log_group: { web: { kms_key_id: key, skip_destroy: skips } } });
  expect(lost(group(true), {})).toBe(1);
  expect(lost(group(false), {})).toBe(0);
  const database = (noSnapshot: boolean) => ({
    aws_db_instance: { players: { kms_key_id: key, skip_final_snapshot: noSnapshot } },
  });
  expect(lost(database(false), {})).toBe(1);
  expect(lost(database(true), {})).toBe(0);
});
