import { apis } from "../../../../../tools/review/areas/apis";
import { casePlan, findIn, lineOf } from "../../../../support/plans";

const linesOf = (number: string): readonly string[] =>
  findIn(apis, casePlan(number)).map((finding) => `${lineOf(finding)}. ${finding.meaning}`);

test("routes that lose their authorization or their scope are exposures, and each says when the change is in force", () => {
  const pending =
    "Not in force yet: the change starts with the next deployment of the API, which this plan does not make.";
  expect(linesOf("24")).toEqual([
    `exposure, weaker: REST API method rest_api_get_hello_method, GET /hello: scope api/read → no scope. Without a scope any ID token of the user pool is let in, whatever its client may do. ${pending}`,
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

test("a first apply has nothing that cannot be reviewed", () => {
  expect(findIn(apis, casePlan("60")).filter(({ direction }) => direction === "cannot tell")).toEqual([]);
});

test.each(["08", "31", "40"])("plan %s changes nothing of an API", (number) => {
  expect(linesOf(number)).toEqual([]);
});
