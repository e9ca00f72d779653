import { accessLogLine, requestVariables } from "../../../modules/edge/access-log-format";

test("a line is JSON, each field filled by a variable of the request's context", () => {
  expect(accessLogLine({ status: "status", who: "authorizer.claims.sub" })).toBe(
    '{"status":"$context.status","who":"$context.authorizer.claims.sub"}',
  );
});

test("no variable contains a header, a query string, a body or all claims", () => {
  const shown = Object.values(requestVariables).filter((variable) =>
    /header|query|body|token|claims$|authorization/i.test(variable),
  );
  expect(shown).toEqual([]);
});
