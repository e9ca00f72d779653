import { networkSettings } from "../../../../../tools/review/areas/network/switches";
import { lineOf } from "../../../../support/plans";
import { asSaid, findingsFrom, flipped, linesFrom } from "./states";

const cases = networkSettings.flatMap((one) => one.types.map((type) => ({ ...one, type })));

test.each(cases)("$type $path: the weaker state is a weakening, and the other one its inverse", (one) => {
  const state = (value: unknown) => ({ [`${one.type}.a`]: { id: "a", name: "a", [one.path]: value } });
  const weak = one.judge(false, true) === "weaker";
  const found = findingsFrom(state(!weak), state(weak));
  const words = (value: boolean): string => one.words?.(value) ?? "";
  expect(found.map((finding) => lineOf(finding).replace(/: .* a, /, ": "))).toEqual([
    `${one.consequence}, weaker: ${one.part}: ${words(!weak)} → ${words(weak)}`,
  ]);
  expect(asSaid(findingsFrom(state(weak), state(!weak)))).toEqual(flipped(found));
  expect(findingsFrom(state(one.standard), state(undefined))).toEqual([]);
  expect(findingsFrom(state(one.standard), state(String(one.standard)))).toEqual([]);
});

test("a subnet that is created with public addresses is said, and one without is not", () => {
  expect(linesFrom({}, { "aws_subnet.a": { map_public_ip_on_launch: true } })).toEqual([
    "guard lost, weaker: subnet a, public IPv4 addresses: nothing → one for each new instance",
  ]);
  expect(linesFrom({}, { "aws_subnet.a": { map_public_ip_on_launch: false } })).toEqual([]);
});

test("a switch that is known after apply cannot be reviewed", () => {
  const how = { "aws_subnet.a": { unknown: { map_public_ip_on_launch: true }, actions: ["update"] } };
  expect(linesFrom({ "aws_subnet.a": { map_public_ip_on_launch: false } }, { "aws_subnet.a": {} }, how)).toEqual([
    "not reviewable, cannot tell: subnet a, public IPv4 addresses: none → known after apply",
  ]);
});
