import { guards } from "../../../../../tools/review/areas/guards";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";

const type = "aws_s3_bucket_public_access_block";
const block = { bucket: "one", block_public_acls: true, block_public_policy: true };
const bucket = { id: "one", bucket: "one" };
const linesOf = (...resources: readonly PlannedResource[]) => findIn(guards, planOf(resources)).map(lineOf);
const kept: PlannedResource = { address: "aws_s3_bucket.one", before: bucket, after: bucket };

test("a public access block that is deleted is a guard lost, and a new one is a guard added", () => {
  expect(linesOf({ address: `${type}.one`, before: block }, kept)).toEqual([
    "guard lost, weaker: public access block one: in place → removed",
  ]);
  expect(linesOf({ address: `${type}.one`, after: block }, kept)).toEqual([
    "guard lost, stronger: public access block one: none → in place",
  ]);
});

test("a guard that goes or comes with its bucket, that guards nothing, or that is only forgotten, says nothing", () => {
  expect(linesOf({ address: `${type}.one`, before: block }, { address: kept.address, before: bucket })).toEqual([]);
  expect(linesOf({ address: `${type}.one`, after: block }, { address: kept.address, after: bucket })).toEqual([]);
  expect(linesOf({ address: `${type}.one`, before: { bucket: "one" } }, kept)).toEqual([]);
  expect(linesOf({ address: `${type}.one`, before: block, actions: ["forget"] }, kept)).toEqual([]);
});

test("a guard that is moved to another bucket leaves the first one open, unless that one is deleted", () => {
  const moved: PlannedResource = {
    address: `${type}.one`,
    before: block,
    after: { ...block, bucket: "two" },
    actions: ["delete", "create"],
  };
  expect(linesOf(moved, kept)).toEqual(["guard lost, cannot tell: public access block two, bucket: bucket one → two"]);
  expect(linesOf(moved, { address: kept.address, before: bucket })).toEqual([]);
});

test("the deleted encryption of a bucket is lost only if a key was in it", () => {
  const encryption = (sse_algorithm: string): PlannedResource => ({
    address: "aws_s3_bucket_server_side_encryption_configuration.one",
    before: { bucket: "one", rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm }] }] },
  });
  expect(linesOf(encryption("aws:kms"), kept)).toEqual([
    "guard lost, weaker: bucket encryption one, default encryption: in place → removed",
  ]);
  expect(linesOf(encryption("AES256"), kept)).toEqual([]);
});
