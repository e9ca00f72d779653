import { overlaps, pathPatternOf, pathPatternsOf } from "../../../../modules/edge/cloudfront/path-patterns";

test.each([
  ["/orders", "/orders"],
  ["/orders/{id}", "/orders/*"],
  ["/orders/{id}/lines/{line}", "/orders/*/lines/*"],
  ["/files/{rest+}", "/files/*"],
])("the route %s is %s to CloudFront", (route, pattern) => {
  expect(pathPatternOf(route)).toBe(pattern);
});

test("a path of two routes is one pattern", () => {
  expect(pathPatternsOf(["/orders", "/orders", "/orders/{id}", "/orders/{proxy+}"])).toEqual(["/orders", "/orders/*"]);
});

test("CloudFront tries a pattern before patterns that match all its paths too", () => {
  expect(pathPatternsOf(["/orders/{id}", "/orders/{id}/lines", "/orders/new"])).toEqual([
    "/orders/*/lines",
    "/orders/new",
    "/orders/*",
  ]);
  expect(pathPatternsOf(["/a.b/{id}", "/axb/new"])).toEqual(["/a.b/*", "/axb/new"]);
});

test("a route that is added at the end moves no other pattern, unless a pattern would match its paths", () => {
  const routes = ["/orders/{id}", "/orders", "/customers/{id}"];
  expect(pathPatternsOf(routes)).toEqual(["/orders/*", "/orders", "/customers/*"]);
  expect(pathPatternsOf([...routes, "/status"])).toEqual(["/orders/*", "/orders", "/customers/*", "/status"]);
  expect(pathPatternsOf([...routes, "/customers/new"])).toEqual([
    "/orders/*",
    "/orders",
    "/customers/new",
    "/customers/*",
  ]);
});

test.each([
  ["/static/*", "/static/app.css"],
  ["/*", "/"],
  ["/*.css", "/{file}"],
  ["/static/*", "/{proxy+}"],
  ["/orders/?", "/orders/{id}"],
  ["/orders/*/print", "/orders/{id}/print"],
  ["/o*s", "/orders"],
])("%s and %s overlap", (pattern, route) => {
  expect(overlaps(pattern, route)).toBe(true);
});

test.each([
  ["/static/*", "/orders"],
  ["/static/*", "/static"],
  ["/Orders", "/orders"],
  ["/*.css", "/orders"],
  ["/orders/?", "/orders"],
])("%s and %s do not overlap", (pattern, route) => {
  expect(overlaps(pattern, route)).toBe(false);
});
