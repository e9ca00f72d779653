import { switches } from "../../../../../tools/review/areas/network/switch-table";
import { lineOf } from "../../../../support/plans";
import { asSaid, findingsFrom, flipped, linesFrom } from "./states";

const address = (type: string): string => `${type}.a`;

test.each(switches)("$type $attribute: the weaker state is a weakening, and the other one its inverse", (one) => {
  const state = (value: unknown) => ({ [address(one.type)]: { id: "a", name: "a", [one.attribute]: value } });
  const found = findingsFrom(state(!one.weaker), state(one.weaker));
  const words = (value: boolean): string => one.words[value ? "true" : "false"];
  expect(found.map((finding) => lineOf(finding).replace(/: .* a: /, ": "))).toEqual([
    `${one.consequence}, weaker: ${words(!one.weaker)} → ${words(one.weaker)}`,
  ]);
  expect(asSaid(findingsFrom(state(one.weaker), state(!one.weaker)))).toEqual(flipped(found));
  expect(findingsFrom(state(one.unset), state(undefined))).toEqual([]);
  expect(findingsFrom(state(one.unset), state(String(one.unset)))).toEqual([]);
});

test("a subnet that is created with public addresses is said, and one without is not", () => {
  expect(linesFrom({}, { "aws_subnet.a": { map_public_ip_on_launch: true } })).toEqual([
    "guard lost, weaker: subnet a: not there → a public IPv4 address for each new instance",
  ]);
  expect(linesFrom({}, { "aws_subnet.a": { map_public_ip_on_launch: false } })).toEqual([]);
});

test("a switch that is known after apply cannot be reviewed", () => {
  const how = { "aws_subnet.a": { unknown: { map_public_ip_on_launch: true }, actions: ["update"] } };
  expect(linesFrom({ "aws_subnet.a": { map_public_ip_on_launch: false } }, { "aws_subnet.a": {} }, how)).toEqual([
    "not reviewable, cannot tell: subnet a, map_public_ip_on_launch: no public addresses → known after apply",
  ]);
});
