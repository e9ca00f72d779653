import fc from "fast-check";
import { greet } from "../../../functions/hello/greeting";

const proxied = { statusCode: 200, headers: { "content-type": "application/json" }, body: '"Hello from Lambda!"' };

test("greets a proxied request with a JSON string, whatever else is in it", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), fc.object(), (event, requestContext) => {
      expect(greet({ ...event, requestContext })).toEqual(proxied);
    }),
  );
});

test("greets a template's event with a plain value, and gives its id back", () => {
  expect(greet({ id: "42" })).toEqual({ message: "Hello from Lambda!", id: "42" });
});

test.each([undefined, null, "text", 1, [], {}, { id: 42 }, { id: "x".repeat(257) }, { requestContext: "none" }])(
  "greets %j with a plain value, and gives nothing of it back",
  (event) => {
    expect(greet(event)).toEqual({ message: "Hello from Lambda!" });
  },
);

test("greets whatever comes", () => {
  const id = fc.oneof(fc.string(), fc.anything());
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.record({ id })), (event) => {
      const greeting = greet(event);
      expect(
        Object.keys(greeting).every((key) => ["statusCode", "headers", "body", "message", "id"].includes(key)),
      ).toBe(true);
      expect("body" in greeting ? JSON.parse(greeting.body) : greeting.message).toBe("Hello from Lambda!");
    }),
  );
});
