import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { caBundleCheck, readCaBundle } from "../../../stacks/environments/ca-bundles";
import { checkEnvironments } from "../../../stacks/environments/check";
import { prod } from "../../support/example-records/prod";
import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { repository } from "../../../tools/shared/repository";
import { certificateOf } from "../../../tools/shared/certificates";
import { today } from "../../support/today";

const folder = mkdtempSync(join(tmpdir(), "palisade-ca-bundles-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A file as a record names it, from the repository. */
const path = (name: string) => relative(repository, join(folder, name));
const write = (name: string, pem: string) => {
  writeFileSync(join(folder, name), pem);
  return path(name);
};
const recordWith = (httpApi: object): EnvironmentRecord =>
  ({ ...prod, edge: { ...prod.edge, httpApi } }) as unknown as EnvironmentRecord;
const domain = { publicName: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" };
const routes = [
  {
    method: "GET",
    path: "/hello",
    function: "hello",
    authorizer: { value: "none", reason: "clients show a certificate" },
  },
];
const withBundle = (caBundle: string, changes: object = {}) =>
  recordWith({ routes, domain, mutualTls: { caBundle }, ...changes });

async function check(record: EnvironmentRecord) {
  const records = { prod: record };
  try {
    return { faults: [], ...checkEnvironments(records, today, await caBundleCheck(records)) };
  } catch (error) {
    return { warnings: [], faults: (error as { faults: readonly string[] }).faults };
  }
}
const faultsOf = async (record: EnvironmentRecord) =>
  (await check(record)).faults
    .map((fault) => fault.replace("environments.prod.edge.httpApi.", ""))
    .filter((fault) => !fault.startsWith("environments.prod"));

test("reads nothing if no environment has mutual TLS", async () => {
  expect(await caBundleCheck({ prod })).toBeUndefined();
});

test("finds no fault in a valid bundle, and warns of a certificate that ends soon", async () => {
  const good = write("good.pem", (await certificateOf({ subject: "CN=Good" })).pem);
  expect(await faultsOf(withBundle(good))).toEqual([]);
  const ending = write("ending.pem", (await certificateOf({ subject: "CN=Ending", until: "2026-12-24" })).pem);
  const checkBundle = await caBundleCheck({ prod: withBundle(ending) });
  expect(checkBundle?.(ending, today).warnings).toEqual([
    "certificate 1 (CN=Ending) ends on 2026-12-24, within 60 days; add its successor to the file before that day",
  ]);
});

test("names a file that does not exist, and a folder", async () => {
  const rule = "the file does not exist; give the path of a PEM file, relative to the repository";
  expect(await faultsOf(withBundle("trust/none.pem"))).toEqual([`mutualTls.caBundle is "trust/none.pem": ${rule}`]);
  expect(readCaBundle("stacks")).toBeUndefined();
});

test("reports a bundle's faults together with all other faults", async () => {
  const old = write("old.pem", (await certificateOf({ subject: "CN=Old", until: "2026-01-01" })).pem);
  expect(await faultsOf(withBundle(old, { throttle: { burst: 0 } }))).toEqual([
    "throttle.burst is 0; give 1 to 5,000 requests",
    `mutualTls.caBundle is ${JSON.stringify(old)}: certificate 1 (CN=Old) ended on 2026-01-01; remove the certificate, or give its successor`,
  ]);
});

test("reads no file whose name has a fault", async () => {
  expect(await faultsOf(withBundle("/etc/passwd"))).toEqual([
    'mutualTls.caBundle is "/etc/passwd"; give the path of a .pem file with CA certificates, relative to the repository',
  ]);
});
