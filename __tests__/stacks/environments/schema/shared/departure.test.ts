import { z } from "zod";
import { departuresOf, exception, guarded } from "../../../../../stacks/environments/schema/shared/departure";

const placement = guarded(z.literal("private"), z.literal("public"), 'give "private", or { value: "public", reason }');

test("accepts a secure value plainly, and a weaker value only with a reason", () => {
  expect(placement.parse("private")).toBe("private");
  expect(placement.parse({ value: "public", reason: "a trial in a sandbox" })).toBe("public");
  expect(placement.parse({ value: "public", reason: "a trial in a sandbox", until: "2027-01-31" })).toBe("public");
});

test.each([
  "public",
  { value: "public" },
  { value: "public", reason: "" },
  { value: "public", reason: "a trial in a sandbox", until: "soon" },
  { value: "public", reason: "a trial in a sandbox", untill: "2027-01-31" },
  { value: "elsewhere", reason: "a trial in a sandbox" },
])("refuses %j", (given) => {
  expect(placement.safeParse(given).success).toBe(false);
});

test("is off, or on with a reason", () => {
  expect(exception().parse(false)).toBe(false);
  expect(exception().parse({ reason: "the project has ended" })).toBe(true);
  expect(exception().safeParse(true).success).toBe(false);
});

test("names a route in a list by its method and path", () => {
  const routes = [
    { method: "GET", path: "/hello", authorizer: { kind: "iam" } },
    { method: "ANY", path: "/{proxy+}", authorizer: { value: "none", reason: "answers 404" } },
  ];
  expect(departuresOf({ edge: { restApi: { routes } } })).toEqual([
    { path: "edge.restApi.routes[ANY /{proxy+}].authorizer", reason: "answers 404" },
  ]);
});

test("finds a departure within a group of settings that is a departure itself", () => {
  const client = { reason: "a trial signs in by a script", tokenMinutes: { value: 60, reason: "an hour's trial" } };
  expect(departuresOf({ clients: { client } })).toEqual([
    { path: "clients.client", reason: "a trial signs in by a script" },
    { path: "clients.client.tokenMinutes", reason: "an hour's trial" },
  ]);
});

test("finds every departure in a record, also within lists, with its place", () => {
  const record = {
    plain: "x",
    edge: { plainHttp: { reason: "no domain", until: "2027-01-31" }, list: ["a", { value: "b", reason: "because" }] },
    off: false,
  };
  expect(departuresOf(record)).toEqual([
    { path: "edge.plainHttp", reason: "no domain", until: "2027-01-31" },
    { path: "edge.list.1", reason: "because" },
  ]);
});
