import { today } from "../../stacks/today";

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
