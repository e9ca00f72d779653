import { apiScopes } from "../../../../../stacks/environments/api-scopes";
import { declaredScopeFaults } from "../../../../../stacks/environments/schema/identity/declared-scopes";

const pool = (clients: object = {}) => ({ resourceServer: "api", clients });
const faultsOf = (scopes: Readonly<Record<string, string>>, clients: object = {}) =>
  declaredScopeFaults(pool(clients), scopes).map(({ path, message }) => `${path.join(".")} ${message}`);
const scopes = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`s${index}`, "what"]));
const at = "identity.userPool.resourceServer";

test("the scopes of api-scopes.ts are declared, and without a pool no scope is", () => {
  expect(faultsOf(apiScopes)).toEqual([]);
  expect(declaredScopeFaults(undefined, { "": "" })).toEqual([]);
});

test.each(["orders.read", "orders:read", "https:read", "x".repeat(252)])("accepts the scope name %s", (name) => {
  expect(faultsOf({ [name]: "x".repeat(256) })).toEqual([]);
});

test.each(["", "a/b", "a b", 'a"b', "a\\b", "é", "x".repeat(253)])("refuses the scope name %p", (name) => {
  expect(faultsOf({ [name]: "what it allows" })).toEqual([
    `${at} declares the scope ${JSON.stringify(`api/${name}`).length > 120 ? `${JSON.stringify(`api/${name}`).slice(0, 117)}...` : JSON.stringify(`api/${name}`)}; give the scope, in api-scopes.ts, a name of ASCII without spaces, quotation marks, / and \\, so short that the scope has at most 256 characters`,
  ]);
});

test("a scope has a description of at most 256 characters", () => {
  const rule = "give the scope, in api-scopes.ts, a description of 1 to 256 characters";
  expect(faultsOf({ read: "", write: "x".repeat(257) })).toEqual([
    `${at} declares the scope "api/read"; ${rule}`,
    `${at} declares the scope "api/write"; ${rule}`,
  ]);
});

test("a resource server has at most 100 scopes", () => {
  expect(faultsOf(scopes(100))).toEqual([]);
  expect(faultsOf(scopes(101))).toEqual([
    `${at} declares 101 scopes; give at most 100 in api-scopes.ts: Cognito accepts no more for one resource server`,
  ]);
});

test("a client has at most 50 scopes, including those of OpenID Connect", () => {
  const apiScopes = Object.keys(scopes(49));
  expect(faultsOf(scopes(60), { web: { openIdScopes: ["openid"], apiScopes }, machine: { apiScopes } })).toEqual([]);
  const more = Object.keys(scopes(51));
  const given = {
    web: { openIdScopes: ["openid", "email"], apiScopes },
    machine: { apiScopes: more },
    server: undefined,
  };
  expect(faultsOf(scopes(60), given)).toEqual([
    "identity.userPool.clients.web.apiScopes are 49, besides 2 openIdScopes; give at most 50 in all: Cognito accepts no more for one client",
    "identity.userPool.clients.machine.apiScopes are 51; give at most 50 in all: Cognito accepts no more for one client",
  ]);
});

test("a route of the HTTP API requires a scope of at most 64 characters, with the resource server's name", () => {
  const [longest, longer] = ["x".repeat(60), "y".repeat(61)] as const;
  const given = { [longest]: "what", [longer]: "what" };
  const route = (scopes: readonly string[]) => ({ authorizer: { scopes } });
  const asking = (...routes: object[]) =>
    declaredScopeFaults(pool(), given, { routes: [...routes, { authorizer: "none" }, { authorizer: {} }] } as never);
  expect(asking(route([longest]))).toEqual([]);
  expect(asking(route([longer, longest]), route([longer]))).toEqual([
    {
      path: ["identity", "userPool", "resourceServer"],
      reads: [["edge", "httpApi", "routes"]],
      message: `declares the scope "api/${longer}", which a route of edge.httpApi requires; give the scope a shorter name, in api-scopes.ts, or give a shorter resourceServer: API Gateway accepts 64 characters`,
    },
  ]);
});
