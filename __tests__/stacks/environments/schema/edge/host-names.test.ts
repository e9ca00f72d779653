import {
  distributionNames,
  hostNameFaults,
  hostNames,
} from "../../../../../stacks/environments/schema/edge/host-names";

const edgeWith = (web: string, signIn: string, httpApi: [string, string?], restApi: [string, string?]) => ({
  domain: { name: web },
  signIn: { domain: { kind: "own" as const, name: signIn } },
  httpApi: { domain: { publicName: httpApi[0], originName: httpApi[1] } },
  restApi: { domain: { publicName: restApi[0], originName: restApi[1] } },
});

test("finds every DNS name", () => {
  const edge = edgeWith("a.example.com", "b.example.com", ["c.example.com", "d.example.com"], ["e.example.com"]);
  expect(hostNames(edge).map(({ path, name }) => `${path.join(".")}: ${name}`)).toEqual([
    "edge.domain.name: a.example.com",
    "edge.signIn.domain.name: b.example.com",
    "edge.httpApi.domain.publicName: c.example.com",
    "edge.httpApi.domain.originName: d.example.com",
    "edge.restApi.domain.publicName: e.example.com",
  ]);
  expect(hostNameFaults(edge)).toEqual([]);
  expect(hostNames({ signIn: { domain: { kind: "prefix" } }, httpApi: {} })).toEqual([]);
});

test("distributions have the names that viewers use", () => {
  const edge = edgeWith("a.example.com", "b.example.com", ["c.example.com", "d.example.com"], ["e.example.com"]);
  expect(distributionNames({ ...edge, cloudFront: { web: {}, httpApi: {} } })).toEqual([
    "a.example.com",
    "c.example.com",
  ]);
  expect(distributionNames({ ...edge, cloudFront: { restApi: {} } })).toEqual(["e.example.com"]);
  expect(distributionNames(edge)).toEqual([]);
});

test("a name has one target, and the second use of a name names the first", () => {
  const web = "app.example.com";
  const api = "api.example.com";
  expect(hostNameFaults(edgeWith(web, web, [api, web], [api, api]))).toEqual(
    (
      [
        ["edge.signIn.domain.name", web, "edge.domain.name"],
        ["edge.httpApi.domain.originName", web, "edge.domain.name"],
        ["edge.restApi.domain.publicName", api, "edge.httpApi.domain.publicName"],
        ["edge.restApi.domain.originName", api, "edge.httpApi.domain.publicName"],
      ] as const
    ).map(([path, name, first]) => ({
      path: path.split("."),
      reads: [first.split(".")],
      message: `is "${name}", the same as ${first}; give each setting its own name`,
    })),
  );
});
