import { type Result, type Verdict, hasPassed, reportText, summaryOf, redactor } from "../../../tools/smoke/result";
import { tokens } from "./gateway";

describe("the report", () => {
  const result = (row: Result["row"], verdict: Verdict, why?: string): Result => ({
    row,
    api: "REST",
    request: "GET /hello, no token",
    expected: "401",
    actual: verdict === "not sent" ? "" : "200",
    verdict,
    ...(why !== undefined && { why }),
  });

  const results = [
    result("V10", "as expected"),
    result("V12", "mismatch"),
    result("V13", "not judged", "the emulator lets it through"),
    result("V17", "not sent", "needs an API key"),
  ];

  test("shows the expected and the actual answer of each request side by side, and what was not sent", () => {
    expect(reportText(results, ["V10", "V12", "V13", "V17", "V29"])).toBe(
      [
        "row  API   request               expected  actual  verdict",
        "---  ----  --------------------  --------  ------  ----------------------------------------",
        "V10  REST  GET /hello, no token  401       200     as expected",
        "V12  REST  GET /hello, no token  401       200     mismatch",
        "V13  REST  GET /hello, no token  401       200     not judged: the emulator lets it through",
        "V17  REST  GET /hello, no token  401               not sent: needs an API key",
        "",
        "This environment has no case for V29 (a private API, from the internet).",
        "Not judged, and not counted: V13.",
        "1 as expected, 1 not, 1 not sent",
        "",
      ].join("\n"),
    );
  });

  test("a run passes if at least one answer was as expected and no answer was not", () => {
    const passes = (...verdicts: Verdict[]): boolean =>
      hasPassed(summaryOf(verdicts.map((verdict) => result("V10", verdict))));
    expect(passes("as expected", "not sent", "not judged")).toBe(true);
    expect(passes("as expected", "mismatch")).toBe(false);
    expect(passes("not sent", "not judged")).toBe(false);
    expect(passes()).toBe(false);
  });
});

describe("secrets", () => {
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
});
