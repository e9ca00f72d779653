import { runInNewContext } from "node:vm";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

import { rdsCertificateAuthorities } from "../../../../functions/shared/database/certificate-authorities";
import { authorityName, withAuthority } from "../../../../tools/e2e/database/authority";
import { certificateOf } from "../../../../tools/shared/certificates";

const region = "eu-west-1";
const [ofRegion = ""] = rdsCertificateAuthorities(region);
const [ofAnother = ""] = rdsCertificateAuthorities("us-east-1");

/** As esbuild writes a list of long strings, and as it writes short ones. */
const bundles: readonly (readonly [string, (pem: string) => string])[] = [
  ["a template", (pem) => `\`${pem}\``],
  ["a string", (pem) => JSON.stringify(pem)],
];

test.each(bundles)("replaces the region's authority in %s, and changes nothing else", async (_, written) => {
  const { pem } = await certificateOf({ subject: `CN=${authorityName(region)}` });
  const code = `module.exports = [${written(ofAnother)}, ${written(ofRegion)}];`;
  const zip = zipSync({ "index.js": strToU8(code), "other.txt": strToU8("as it was") });
  const files = unzipSync(withAuthority(zip, region, pem));
  const module = { exports: [] as string[] };
  runInNewContext(strFromU8(files["index.js"] ?? new Uint8Array()), { module });
  expect(module.exports.map((one) => one.trim())).toEqual([ofAnother.trim(), pem.trim()]);
  expect(strFromU8(files["other.txt"] ?? new Uint8Array())).toBe("as it was");
});

test("the authority's name is a name by which a function finds RDS's authorities of the region", () => {
  expect(authorityName(region)).toMatch(/^Amazon RDS eu-west-1 Root CA /);
});

test("refuses a function that knows no authority of the region, since it would trust nobody", () => {
  const zip = zipSync({ "index.js": strToU8(JSON.stringify(ofAnother)) });
  expect(() => withAuthority(zip, region, "-----BEGIN CERTIFICATE-----")).toThrow(
    "a function that queries a database in eu-west-1 has no certificate authority of RDS",
  );
});
