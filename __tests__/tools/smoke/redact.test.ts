import { redactor } from "../../../tools/smoke/redact";
import { tokens } from "./gateway";

const redact = redactor(["pass word+1", undefined, "long-secret", "long-secret-and-more"]);

test("removes known secrets, in plain text, in a URL and in base64", () => {
  expect(redact(`a pass word+1 b pass%20word%2B1 c ${Buffer.from("pass word+1").toString("base64")} d`)).toBe(
    "a [redacted] b [redacted] c [redacted] d",
  );
  expect(redact("long-secret-and-more")).toBe("[redacted]");
});

test("removes text in the form of a token, an AWS key or a signature", () => {
  expect(redact(`Bearer ${tokens.id}; AKIAIOSFODNN7EXAMPLE, Signature=0123456789abcdef`)).toBe(
    "Bearer [redacted]; [redacted], [redacted]",
  );
  expect(redact("401 Unauthorized")).toBe("401 Unauthorized");
});
