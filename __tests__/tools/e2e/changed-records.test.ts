import { writeFileSync } from "node:fs";
import path from "node:path";

import { loadRecords } from "../../../stacks/environments/select";
import { changedRecords } from "../../../tools/e2e/changed-records";
import { scratchFolder } from "../../../tools/shared/scratch";

async function recordsOf(module: string) {
  const file = path.join(scratchFolder("changed-records").path, "environments.ts");
  writeFileSync(file, module);
  return loadRecords(file);
}

const exampleRecords = process.env["PALISADE_RECORDS"];

afterEach(() => {
  process.env["PALISADE_RECORDS"] = exampleRecords;
});

test("the records are those of PALISADE_RECORDS, with settings of one environment changed, added and removed", async () => {
  const own = await loadRecords(exampleRecords);
  const changed = await recordsOf(
    changedRecords("prod", {
      "network.zones": 2,
      "compute.codeSigning": true,
      "edge.restApi.routes.2.body": null,
      "edge.waf.ipLists.deny": ["198.51.100.0/24"],
    }),
  );
  const { demo, lab, prod } = own;
  const { body, ...route } = prod?.edge?.restApi?.routes?.[2] as { readonly body?: unknown };
  expect(body).toBeDefined();
  expect(changed).toEqual({
    demo,
    lab,
    prod: {
      ...prod,
      network: { ...prod?.network, zones: 2 },
      compute: { ...prod?.compute, codeSigning: true },
      edge: {
        ...prod?.edge,
        restApi: { ...prod?.edge?.restApi, routes: prod?.edge?.restApi?.routes?.with(2, route as never) },
        waf: { ipLists: { deny: ["198.51.100.0/24"] } },
      },
    },
  });
});

test("the records are the project's own by default, which stay unchanged", async () => {
  delete process.env["PALISADE_RECORDS"];
  const own = await loadRecords(undefined);
  const before = JSON.stringify(own);
  const [name = ""] = Object.keys(own);
  expect((await recordsOf(changedRecords(name, { owner: "another team" })))[name]?.owner).toBe("another team");
  expect(JSON.stringify(await loadRecords(undefined))).toBe(before);
});
