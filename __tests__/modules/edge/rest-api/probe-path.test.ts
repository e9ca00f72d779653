import { probePath } from "../../../../modules/edge/rest-api/probe-path";

const keyed = (...paths: string[]) => paths.map((path) => ({ path, apiKey: true }));

test("belongs to no route, so that no function is called", () => {
  expect(probePath([])).toBe("/origin-check");
  expect(probePath([...keyed("/partners/{id}", "/"), { path: "/{proxy+}" }])).toBe("/origin-check");
});

test.each(["/{proxy+}", "/{id}", "/origin-check"])("requires no API key, as %s does", (path) => {
  expect(probePath(keyed(path))).toBe("/");
});

test("does not exist if every path requires an API key", () => {
  expect(probePath(keyed("/", "/{proxy+}"))).toBeUndefined();
});
