import { signIn } from "../../../../../tools/review/areas/sign-in";
import { casePlan, findIn, lineOf } from "../../../../support/plans";

const linesOf = (number: string): readonly string[] =>
  findIn(signIn, casePlan(number)).map((finding) => `${lineOf(finding)}. ${finding.meaning}`);

test("a client that is made anew ends its sign-ins, and a secret locks a browser app out", () => {
  expect(linesOf("31")).toEqual([
    "guard lost, stronger: user pool client prod-identity-web, secret of the client: none: any app may use the client → needed. The client becomes confidential: a browser app cannot use it, since it cannot keep a secret.",
    "downtime, weaker: user pool client prod-identity-web, client id: PLHeLXvZ4LFJLYOgfqm1FH46M6 → a new client. Sign-ins and tokens of the old client id end, until the layers above that read the id, such as the audience of a JWT authorizer, are applied and the apps have the new id (output web_client_id); generate_secret forces it.",
  ]);
});

test("the edge layer's authorizer that takes the replaced client is named", () => {
  const [, replaced] = findIn(signIn, casePlan("31"), casePlan("24"));
  expect(replaced?.meaning).toContain("aws_apigatewayv2_authorizer.http_api_routes_jwt in edge");
});

test("a user pool that is made anew is told with the loss of its users, and not once more", () => {
  expect(linesOf("65")).toEqual([]);
});

test.each(["00", "40"])("plan %s changes nothing of sign-in", (number) => {
  expect(linesOf(number)).toEqual([]);
});
