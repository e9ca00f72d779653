import { apis } from "../../../../../tools/review/areas/apis";
import { signIn } from "../../../../../tools/review/areas/sign-in";
import { reviewOf } from "../../../../../tools/review/review";
import { casePlan, findIn, lineOf, planOf } from "../../../../support/plans";

const linesOf = (number: string): readonly string[] =>
  findIn(apis, casePlan(number)).map((finding) => `${lineOf(finding)}. ${finding.meaning}`);

test("routes that lose their authorization or their scope are exposures, and each says when the change is in force", () => {
  const pending =
    "Not in force yet: the change starts with the next deployment of the API, which this plan does not make.";
  expect(linesOf("24")).toEqual([
    `exposure, weaker: REST API method rest_api_get_hello_method, GET /hello: scope api/read → no scope. Without a scope any ID token of the user pool is let in, whatever its client may do, and callers with an access token are refused. ${pending}`,
    `exposure, weaker: REST API method rest_api_post_orders_method, POST /orders: a token of the user pool, scope api/write → no authorization. The route may be called by anyone who reaches the API, without a token. ${pending}`,
    "exposure, weaker: HTTP API route GET /secure, GET /secure: a token (JWT), scope api/read → no authorization. The route may be called by anyone who reaches the API, without a token. This is in force at once.",
  ]);
});

test("of a first apply, the routes that the API answers by itself are one line, and no route of a function is open", () => {
  const exposures = findIn(apis, casePlan("60")).filter(({ consequence }) => consequence === "exposure");
  expect(exposures.map(lineOf)).toEqual([
    "exposure, neutral: REST API prod-edge-rest, 2 × ANY at a path known after apply, 5 × OPTIONS at a path known after apply: nothing → no authorization; the API itself (MOCK)",
  ]);
});

test("an open route and a function of another account stay exposures on a first apply", () => {
  const route = {
    address: "aws_apigatewayv2_route.open",
    after: { route_key: "GET /open", authorization_type: "NONE", target: "integrations/i1", api_id: "h1" },
  };
  const pool = {
    address: "aws_cognito_user_pool.users",
    after: {
      name: "users",
      admin_create_user_config: [{ allow_admin_create_user_only: true }],
      lambda_config: [{ user_migration: "arn:aws:lambda:eu-west-1:999988887777:function:check" }],
    },
  };
  const first = planOf([route, pool]);
  const held = { id: "k", arn: "arn:aws:kms:eu-west-1:123456789012:key/k" };
  const other = planOf([{ address: "aws_kms_key.own", before: held, after: held }], { layer: "network" });
  const { findings } = reviewOf([other, first], { areas: [apis, signIn] });
  expect(findings.map(({ consequence, direction, level, thing }) => [consequence, direction, level, thing])).toEqual([
    ["exposure", "neutral", "note", "HTTP API route"],
    ["exposure", "neutral", "note", "user pool users"],
  ]);
});

test("a first apply has nothing that cannot be reviewed", () => {
  expect(findIn(apis, casePlan("60")).filter(({ direction }) => direction === "cannot tell")).toEqual([]);
});

test.each(["08", "31", "40"])("plan %s changes nothing of an API", (number) => {
  expect(linesOf(number)).toEqual([]);
});
