import { apisAtPaths, frontOf } from "../../../../../../stacks/environments/schema/edge/cloudfront/fronts";

test("an endpoint has a distribution of its own, an API has paths of the web application, or there is no CloudFront", () => {
  const own = { web: {}, restApi: {} };
  expect(frontOf(own, "web")).toEqual({ distribution: "web", path: ["edge", "cloudFront", "web"] });
  expect(frontOf(own, "restApi")).toEqual({ distribution: "restApi", path: ["edge", "cloudFront", "restApi"] });
  expect(frontOf(own, "httpApi")).toBeUndefined();
  expect(frontOf({ web: { restApi: {} } }, "restApi")).toEqual({
    distribution: "web",
    path: ["edge", "cloudFront", "web", "restApi"],
  });
  expect(frontOf(undefined, "web")).toBeUndefined();
});

test("finds the APIs at paths", () => {
  expect(apisAtPaths({ web: { httpApi: {}, restApi: {} } })).toEqual(["restApi", "httpApi"]);
  expect(apisAtPaths({ web: { httpApi: {} }, restApi: {} })).toEqual(["httpApi"]);
  expect(apisAtPaths(undefined)).toEqual([]);
});
