import type { webcrypto } from "node:crypto";
import fc from "fast-check";
import { caBundleFindings } from "../../../modules/edge/ca-bundle";
import { certificateOf, privateKeyPem, type Authority } from "../../../tools/shared/certificates";
import { today } from "../../support/today";

const rsa = (modulusLength: number, hash = "SHA-256"): webcrypto.RsaHashedKeyGenParams => ({
  name: "RSASSA-PKCS1-v1_5",
  modulusLength,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash,
});

const faultsOf = (pem: string) => caBundleFindings(pem, today).faults;
const root = certificateOf({ subject: "CN=Root" });
const intermediate = root.then((issuer) => certificateOf({ subject: "CN=Intermediate", issuer }));
const client = root.then((issuer) => certificateOf({ subject: "CN=Client", issuer, isCa: false }));
const pemOf = async (...authorities: readonly (Authority | Promise<Authority>)[]) =>
  (await Promise.all(authorities.map(async (one) => await one))).map(({ pem }) => pem).join("");

/** CAs of which each signed the next, from the root. */
async function chainOf(length: number): Promise<Authority[]> {
  const chain: Authority[] = [];
  for (let index = 0; index < length; index += 1) {
    chain.push(await certificateOf({ subject: `CN=CA ${index}`, issuer: chain.at(-1) }));
  }
  return chain;
}

test("finds nothing wrong with a root, a chain of four CAs, in whichever order, or two roots", async () => {
  const none = { faults: [], warnings: [] };
  const chain = await chainOf(4);
  expect(caBundleFindings(await pemOf(root), today)).toEqual(none);
  expect(caBundleFindings(await pemOf(root, intermediate), today)).toEqual(none);
  expect(caBundleFindings(await pemOf(...chain.toReversed(), root), today)).toEqual(none);
});

test.each([
  ["an RSA key of 2,048 bits", { algorithm: rsa(2048) }],
  ["an RSA key that signs by SHA-512", { algorithm: rsa(2048, "SHA-512"), hash: "SHA-512" }],
  ["P-384", { algorithm: { name: "ECDSA", namedCurve: "P-384" }, hash: "SHA-384" }],
] as const)("accepts %s", async (_, wanted) => {
  expect(faultsOf(await pemOf(certificateOf({ subject: "CN=Strong", ...wanted })))).toEqual([]);
});

test.each([
  [
    "that has ended",
    { until: "2026-11-20" },
    "certificate 1 (CN=Weak) ended on 2026-11-20; remove it, or give its successor",
  ],
  [
    "that has not begun",
    { from: "2026-11-22" },
    "certificate 1 (CN=Weak) begins on 2026-11-22; add it from that day on",
  ],
  [
    "of no CA",
    { isCa: false },
    "certificate 1 (CN=Weak) is not a CA's; give the CA that signs the clients' certificates, not one of theirs",
  ],
  [
    "signed with SHA-1",
    { algorithm: rsa(2048, "SHA-1"), hash: "SHA-1" },
    "certificate 1 (CN=Weak) is signed with SHA-1; give one that is signed with SHA-256 or better",
  ],
  [
    "with a short RSA key",
    { algorithm: rsa(1024) },
    "certificate 1 (CN=Weak) has an RSA key of 1024 bits; give one of 2048 or more",
  ],
  [
    "of another curve",
    { algorithm: { name: "ECDSA", namedCurve: "P-521" }, hash: "SHA-512" },
    "certificate 1 (CN=Weak) has a key of curve secp521r1; give RSA, or ECDSA on P-256 or P-384",
  ],
] as const)("refuses a certificate %s", async (_, wanted, message) => {
  expect(faultsOf(await pemOf(certificateOf({ subject: "CN=Weak", ...wanted })))).toEqual([message]);
});

test("refuses Ed25519, for its signature and for its key", async () => {
  const pem = await pemOf(certificateOf({ subject: "CN=Edwards", algorithm: { name: "Ed25519" } }));
  expect(faultsOf(pem)).toEqual([
    "certificate 1 (CN=Edwards) is signed with Ed25519; give one that is signed with SHA-256 or better",
    "certificate 1 (CN=Edwards) has a key of type ed25519; give RSA, or ECDSA on P-256 or P-384",
  ]);
});

describe("refuses a chain", () => {
  const broken = (issuer: string) =>
    `is of ${issuer}, which did not sign it or is not in the file; give the whole chain, up to its root`;

  test("whose root is not there", async () => {
    expect(faultsOf(await pemOf(intermediate))).toEqual([`certificate 1 (CN=Intermediate) ${broken("CN=Root")}`]);
  });

  test("whose root has the name of the one that signed, and another key", async () => {
    const impostor = certificateOf({ subject: "CN=Root" });
    expect(faultsOf(await pemOf(impostor, intermediate))).toEqual([
      `certificate 2 (CN=Intermediate) ${broken("CN=Root")}`,
    ]);
    expect(faultsOf(await pemOf(impostor, root, intermediate))).toEqual([]);
  });

  test("of five CAs", async () => {
    expect(faultsOf(await pemOf(...(await chainOf(5))))).toEqual([
      "certificate 5 (CN=CA 4) stands under 4 other CAs; API Gateway follows chains of 4 CAs, the root included",
    ]);
  });
});

test("hears every fault of every certificate at once", async () => {
  const old = certificateOf({ subject: "CN=Old", until: "2025-01-01", isCa: false });
  expect(faultsOf(await pemOf(root, old, client))).toEqual([
    "certificate 2 (CN=Old) ended on 2025-01-01; remove it, or give its successor",
    "certificate 2 (CN=Old) is not a CA's; give the CA that signs the clients' certificates, not one of theirs",
    "certificate 3 (CN=Client) is not a CA's; give the CA that signs the clients' certificates, not one of theirs",
  ]);
});

test("warns, and no more, of a certificate that ends within 60 days", async () => {
  const ending = async (until: string) =>
    caBundleFindings(await pemOf(certificateOf({ subject: "CN=Ending", until })), today);
  expect(await ending("2027-01-19")).toEqual({
    faults: [],
    warnings: ["certificate 1 (CN=Ending) ends on 2027-01-19, within 60 days; put the next one beside it in time"],
  });
  expect(await ending("2026-11-21")).toMatchObject({ faults: [], warnings: [expect.any(String)] });
  expect(await ending("2027-01-20")).toEqual({ faults: [], warnings: [] });
});

describe("refuses a file", () => {
  const loud =
    "the file has a PRIVATE KEY in it; remove it, and replace every certificate that it belongs to: a CA's key is for nobody but the CA, and this file goes to a bucket, a plan and a state";

  test.each(["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "OPENSSH PRIVATE KEY"])(
    "with a %s, wherever it is and whatever else is wrong",
    async (kind) => {
      const key = (await privateKeyPem(await root)).replaceAll("PRIVATE KEY", kind);
      expect(faultsOf(`${await pemOf(root)}${key}`)).toEqual([loud]);
      expect(faultsOf(key.slice(0, 60))).toEqual([loud]);
    },
  );

  test("that is empty, or has no certificate", () => {
    expect(faultsOf("")).toEqual(["the file is empty; give the CA certificates as PEM, the root among them"]);
    expect(faultsOf("hello\n")).toEqual([
      "the file has no certificate; give the CA certificates as PEM, the root among them",
    ]);
  });

  test("with something else in it, cut off, or garbled", async () => {
    const pem = await pemOf(root);
    const request = pem.replaceAll("CERTIFICATE", "CERTIFICATE REQUEST");
    expect(faultsOf(pem + request)).toEqual(["the file has a CERTIFICATE REQUEST in it; give certificates alone"]);
    expect(faultsOf(pem + pem.slice(0, 200))).toEqual([
      "the file has a block that begins and does not end; give it whole",
    ]);
    const garbled = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    expect(faultsOf(pem + garbled)).toEqual(["certificate 2 cannot be read; give it as PEM"]);
  });

  test("of more than 1 MB, or of more than 1,000 certificates", async () => {
    expect(faultsOf("#".repeat(1_000_001))).toEqual(["the file has 1,000,001 bytes; API Gateway takes 1 MB"]);
    expect(faultsOf((await pemOf(root)).repeat(1001))).toEqual([
      "the file has 1,001 certificates; API Gateway takes 1,000",
    ]);
  });
});

test("never throws, whatever the file is", () => {
  const blocks = fc
    .tuple(fc.constantFrom("CERTIFICATE", "X", "PRIVATE KEY"), fc.base64String())
    .map(([kind, body]) => `-----BEGIN ${kind}-----\n${body}\n-----END ${kind}-----\n`);
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), blocks), { minLength: 1 }), (parts) => {
      expect(faultsOf(parts.join(""))).not.toEqual([]);
    }),
  );
});
