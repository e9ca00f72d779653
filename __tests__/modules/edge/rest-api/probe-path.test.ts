import { probePath } from "../../../../modules/edge/rest-api/probe-path";

const keyed = (...paths: string[]) => paths.map((path) => ({ path, apiKey: true }));

test("is of no route, so that no function is called", () => {
  expect(probePath([])).toBe("/origin-check");
  expect(probePath([...keyed("/partners/{id}", "/"), { path: "/{proxy+}" }])).toBe("/origin-check");
});

test.each(["/{proxy+}", "/{id}", "/origin-check"])("asks for no API key, as %s does", (path) => {
  expect(probePath(keyed(path))).toBe("/");
});

test("is none where every path asks for a key", () => {
  expect(probePath(keyed("/", "/{proxy+}"))).toBeUndefined();
});
