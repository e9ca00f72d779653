import { today, todayFaults } from "../../stacks/today";

const variable = "PALISADE_TODAY";
const given = process.env[variable];

afterEach(() => {
  if (given === undefined) Reflect.deleteProperty(process.env, variable);
  else process.env[variable] = given;
});

test("departures are judged on the day that PALISADE_TODAY has, or on this one", () => {
  process.env[variable] = "2027-01-31";
  expect(today()).toBe("2027-01-31");
  Reflect.deleteProperty(process.env, variable);
  const [before, now, after] = [Date.now(), Date.parse(today()), Date.now()];
  expect(now).toBeGreaterThan(before - 86_400_000);
  expect(now).toBeLessThanOrEqual(after);
});

test.each(["2027-1-5", "2027-02-30", "2027-13-01", "tomorrow", "", "2027-01-05T00:00:00Z"])("refuses %p", (day) => {
  expect(todayFaults(day)).toEqual([
    `PALISADE_TODAY is "${day}"; give a day of the calendar as YYYY-MM-DD, such as 2027-01-31`,
  ]);
});

test("accepts a day of the calendar", () => {
  expect(["2028-02-29", "2027-01-05"].flatMap(todayFaults)).toEqual([]);
});
