import type { Environment } from "../../../../stacks/environments/schema/environment";
import { hostNameFaults, hostNames } from "../../../../stacks/environments/schema/host-names";
import { environmentOf } from "../../../support/environments";
import { apis, trial } from "../../../support/records";

const zone = { hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" } as const;

function edgeWith(names: readonly [web: string, signIn: string, http: string[], rest: string[]]): Environment["edge"] {
  const [web, signIn, [httpName, httpOrigin], [restName, restOrigin]] = names;
  const { edge } = environmentOf(apis);
  const domain = (publicName = "", originName?: string) => ({
    ...zone,
    publicName,
    ...(originName !== undefined && { originName }),
  });
  return {
    ...edge,
    domain: { ...zone, name: web },
    ...(edge.signIn && {
      signIn: { ...edge.signIn, domain: { ...zone, kind: "own", name: signIn, parentRecord: "elsewhere" } },
    }),
    ...(edge.httpApi && { httpApi: { ...edge.httpApi, domain: domain(httpName, httpOrigin) } }),
    ...(edge.restApi && { restApi: { ...edge.restApi, domain: domain(restName, restOrigin) } }),
  };
}

test("every name that leads somewhere is counted", () => {
  const edge = edgeWith(["a.example.com", "b.example.com", ["c.example.com", "d.example.com"], ["e.example.com"]]);
  expect(hostNames(edge).map(({ path, name }) => `${path.join(".")}: ${name}`)).toEqual([
    "edge.domain.name: a.example.com",
    "edge.signIn.domain.name: b.example.com",
    "edge.httpApi.domain.publicName: c.example.com",
    "edge.httpApi.domain.originName: d.example.com",
    "edge.restApi.domain.publicName: e.example.com",
  ]);
  expect(hostNameFaults(edge)).toEqual([]);
  expect(hostNames(environmentOf(trial).edge)).toEqual([]);
});

test("a name leads to one thing, and the second is told of the first", () => {
  const web = "app.example.com";
  const api = "api.example.com";
  expect(hostNameFaults(edgeWith([web, web, [api, web], [api, api]]))).toEqual(
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
      message: `is "${name}", which ${first} is too; give each a name of its own`,
    })),
  );
});
