import { readableByPages } from "../../../functions/shared/pages";

const answer = { statusCode: 401, headers: { "content-type": "application/json" }, body: "{}" };

test("names the origin whose pages may read an answer, whatever its status", () => {
  expect(readableByPages(answer, { ALLOWED_ORIGIN: "https://app.example.com" })).toEqual({
    ...answer,
    headers: { "content-type": "application/json", "access-control-allow-origin": "https://app.example.com" },
  });
});

test("leaves an answer as it is where no page may, or where a template makes the response of it", () => {
  expect(readableByPages(answer, {})).toBe(answer);
  const plain = { message: "Hello" };
  expect(readableByPages(plain, { ALLOWED_ORIGIN: "https://app.example.com" })).toBe(plain);
});
