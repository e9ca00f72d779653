import fc from "fast-check";
import { answerOf, badRequest, playerOf, unavailable } from "../../../functions/query-player/answer";

const asked = (id: unknown, all?: unknown) => ({
  httpMethod: "GET",
  queryStringParameters: { id },
  multiValueQueryStringParameters: all,
});

test.each([
  ["1", 1],
  ["0", 0],
  ["007", 7],
  ["999999999", 999_999_999],
])("reads the id %s", (id, player) => {
  expect(playerOf(asked(id))).toBe(player);
  expect(playerOf(asked(id, { id: [id] }))).toBe(player);
});

test.each([
  "",
  " 1",
  "1 ",
  "-1",
  "+1",
  "1.0",
  "1e3",
  "0x1",
  "1234567890",
  "١",
  "1\n",
  "1 or 1=1",
  "1%20or%201=1",
  "1;",
  "1'",
  "1 UNION SELECT 1",
  1,
  null,
  undefined,
  ["1"],
])("has nobody for the id %p", (id) => {
  expect(playerOf(asked(id))).toBeUndefined();
});

test("has nobody for two ids, or for a request that is none", () => {
  expect(playerOf(asked("2", { id: ["1", "2"] }))).toBeUndefined();
  for (const event of [undefined, null, {}, "1", { queryStringParameters: null }, { id: "1" }, []]) {
    expect(playerOf(event)).toBeUndefined();
  }
});

test("takes digits alone, whatever comes", () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      expect(playerOf(asked(id))).toBe(/^[0-9]{1,9}$/.test(id) && !id.includes("\n") ? Number(id) : undefined);
    }),
  );
});

test("answers in JSON that nobody keeps", () => {
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  expect(answerOf(["Lionel Messi"])).toEqual({
    statusCode: 200,
    headers,
    body: '["My favorite player is Lionel Messi"]',
  });
  expect(answerOf([])).toEqual({ statusCode: 200, headers, body: "[]" });
  expect(badRequest).toEqual({
    statusCode: 400,
    headers,
    body: '{"message":"give id, a number of 1 to 9 digits, once"}',
  });
  expect(unavailable).toEqual({ statusCode: 503, headers, body: '{"message":"Service Unavailable"}' });
});
