import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { repository } from "../../../tools/shared/repository";
import { layerOf } from "../../support/environments";
import { apis } from "../../support/records";
import type { Block } from "../../support/synthesize";

const folder = mkdtempSync(join(tmpdir(), "palisade-trust-store-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A file as a record names it. Whether its CAs will do is the check's affair, which tells it before. */
const bundle = (name: string) => {
  writeFileSync(join(folder, name), `the CAs of ${name}`);
  return { caBundle: relative(repository, join(folder, name)) };
};
const name = (publicName: string) => ({
  publicName,
  hostedZoneId: "Z0123456789EXAMPLE",
  certificate: "issued" as const,
});
const { httpApi, restApi } = apis.edge;

const edgeWith = (more: EnvironmentRecord = {}, asked: readonly ("http" | "rest")[] = ["http", "rest"]) =>
  layerOf(
    {
      ...apis,
      ...more,
      edge: {
        ...apis.edge,
        httpApi: {
          ...httpApi,
          domain: name("http.example.com"),
          ...(asked.includes("http") && { mutualTls: bundle("http.pem") }),
        },
        restApi: {
          ...restApi,
          domain: name("api.example.com"),
          ...(asked.includes("rest") && { mutualTls: bundle("rest.pem") }),
        },
      },
    },
    "edge",
  );
const trusted = (role: string) => ({
  truststore_uri: `s3://\${aws_s3_object.${role}_mutual_tls_ca_bundle.bucket}/\${aws_s3_object.${role}_mutual_tls_ca_bundle.key}`,
  truststore_version: `\${aws_s3_object.${role}_mutual_tls_ca_bundle.version_id}`,
});
const domains = ({ resource }: ReturnType<typeof edgeWith>) => ({
  http: (resource["aws_apigatewayv2_domain_name"]?.["http_api_public_name"] as Block)
    .mutual_tls_authentication as unknown,
  rest: (resource["aws_api_gateway_domain_name"]?.["rest_api_public_name"] as Block)
    .mutual_tls_authentication as unknown,
});

test("each API trusts the CAs of its own file, in its own bucket", () => {
  const edge = edgeWith();
  const { resource } = edge;
  expect(domains(edge)).toEqual({ http: trusted("http"), rest: trusted("rest") });
  const contents = Object.entries(resource["aws_s3_object"] ?? {}).map(
    ([address, { bucket, content }]: [string, Block]) => [address, bucket, content] as unknown,
  );
  expect(contents).toEqual(
    ["http", "rest"].map((role) => [
      `${role}_mutual_tls_ca_bundle`,
      `\${aws_s3_bucket.${role}_mutual_tls_trust_store_bucket.id}`,
      `the CAs of ${role}.pem`,
    ]),
  );
  const prefixes = Object.values(resource["aws_s3_bucket"] ?? {}).map(
    ({ bucket_prefix }: Block) => bucket_prefix as string,
  );
  expect(prefixes).toEqual(["it-edge-http-trust-", "it-edge-rest-trust-"]);
});

test("only an API with mutual TLS has a trust store", () => {
  const edge = edgeWith({}, ["rest"]);
  expect(domains(edge)).toEqual({ http: undefined, rest: trusted("rest") });
  expect(Object.keys(edge.resource["aws_s3_bucket"] ?? {})).toEqual(["rest_mutual_tls_trust_store_bucket"]);
});

test("stays with an environment that keeps its data, and is destroyed with an environment that is torn down", () => {
  const kept = (more: EnvironmentRecord) =>
    Object.values(edgeWith(more).resource["aws_s3_bucket"] ?? {}).map(
      ({ force_destroy, lifecycle }: Block) => [force_destroy, lifecycle.prevent_destroy] as unknown,
    );
  const reason = "the product is retired";
  expect(kept({})).toEqual(Array(2).fill([false, true]));
  expect(kept({ teardown: { reason } })).toEqual(Array(2).fill([true, false]));
});

test("names a file that was removed after the environments were checked", () => {
  const caBundle = relative(repository, join(folder, "gone.pem"));
  const edge = { ...apis.edge, restApi: { ...restApi, domain: name("api.example.com"), mutualTls: { caBundle } } };
  expect(() => layerOf({ ...apis, edge }, "edge")).toThrow(
    `${caBundle} was removed after the environments were checked`,
  );
});
