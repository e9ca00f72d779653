import { transport } from "../../../../../tools/review/areas/transport";
import { findIn, lineOf, planOf } from "../../../../support/plans";

const lines = (key: string, before: object, after: object, unknown: Record<string, unknown> = {}): string[] =>
  findIn(
    transport,
    planOf([{ address: "aws_s3_object.it", before: { key, ...before }, after: { key, ...after }, unknown }]),
  ).map(lineOf);

test("another content of a bundle of certificates is said, without the content", () => {
  expect(lines("ca/api.pem", { content: "one" }, { content: "two" })).toEqual([
    "guard lost, cannot tell: s3 object it, certificates",
  ]);
});

test("a package, a bundle that stays, and a checksum that AWS gives anew say nothing", () => {
  expect(lines("code/hello.zip", { source_hash: "a" }, { source_hash: "b" })).toEqual([]);
  expect(lines("ca/api.pem", { content: "one" }, { content: "one" })).toEqual([]);
  expect(lines("ca/api.pem", { etag: "a", content_type: "x" }, { content_type: "y" }, { etag: true })).toEqual([]);
});
