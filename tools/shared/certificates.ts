import { webcrypto } from "node:crypto";
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from "@peculiar/x509";

type KeyPair = webcrypto.CryptoKeyPair;
type Algorithm = webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams | { name: "Ed25519" };

export interface Authority {
  readonly certificate: X509Certificate;
  readonly keys: KeyPair;
  readonly pem: string;
}

interface Wanted {
  readonly subject: string;
  /** @default itself */
  readonly issuer?: Authority;
  /** @default ECDSA on P-256 with SHA-256 */
  readonly algorithm?: Algorithm;
  readonly hash?: "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";
  /** `YYYY-MM-DD`. @default 2020-01-01 to 2040-01-01 */
  readonly from?: string;
  readonly until?: string;
  /** @default true */
  readonly isCa?: boolean;
  /** Names of hosts that it is for. @default none */
  readonly hosts?: readonly string[];
}

/** A certificate that is made for a test, so that none with an end lies in the repository. */
export async function certificateOf(wanted: Wanted): Promise<Authority> {
  const { subject, issuer, algorithm = { name: "ECDSA", namedCurve: "P-256" }, hash = "SHA-256", hosts = [] } = wanted;
  const { from = "2020-01-01", until = "2040-01-01", isCa = true } = wanted;
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as KeyPair;
  const signer = issuer?.keys ?? keys;
  const certificate = await X509CertificateGenerator.create({
    subject,
    issuer: issuer?.certificate.subject ?? subject,
    notBefore: new Date(`${from}T00:00:00Z`),
    notAfter: new Date(`${until}T00:00:00Z`),
    publicKey: keys.publicKey,
    signingKey: signer.privateKey,
    signingAlgorithm: { name: signer.privateKey.algorithm.name, hash },
    extensions: [
      new BasicConstraintsExtension(isCa, undefined, true),
      new KeyUsagesExtension(isCa ? KeyUsageFlags.keyCertSign : KeyUsageFlags.digitalSignature, true),
      ...(hosts.length === 0
        ? []
        : [new SubjectAlternativeNameExtension(hosts.map((value) => ({ type: "dns", value })))]),
    ],
  });
  return { certificate, keys, pem: `${certificate.toString("pem")}\n` };
}

export async function privateKeyPem({ keys }: Authority): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY");
}
