import { daysSinceRotation } from "../../../functions/measure-secret-age/age";

const now = new Date("2026-11-21T12:00:00Z");
const day = (text: string) => new Date(`${text}T00:00:00Z`);

test("counts from the last rotation, in days and parts of them", () => {
  expect(daysSinceRotation({ created: day("2026-01-01"), rotated: day("2026-11-14") }, now)).toBe(7.5);
});

test("counts from when the secret was made, where it was never rotated", () => {
  expect(daysSinceRotation({ created: day("2026-11-21"), rotated: undefined }, now)).toBe(0.5);
});

test("is not below zero where the clocks differ, and is no number where nothing is known", () => {
  expect(daysSinceRotation({ created: undefined, rotated: day("2026-11-22") }, now)).toBe(0);
  expect(() => daysSinceRotation({ created: undefined, rotated: undefined }, now)).toThrow("neither");
});
