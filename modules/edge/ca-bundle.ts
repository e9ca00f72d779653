import { X509Certificate as Verifier } from "node:crypto";
import { BasicConstraintsExtension, PemConverter, X509Certificate } from "@peculiar/x509";

/** What is or soon will be wrong with a bundle; a message about one certificate names it. */
export interface CaBundleFindings {
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * API Gateway Developer Guide, "Turn on mutual TLS authentication" and "Configure your truststore": how large a bundle may
 * be, how long a chain of CAs, and what may sign it.
 */
const mostBytes = 1_000_000;
const mostCertificates = 1000;
const longestChain = 4;
const leastRsaBits = 2048;
const strongHashes = ["SHA-256", "SHA-384", "SHA-512"];
const strongCurves = ["P-256", "P-384"];

const warningDays = 60;
const day = 86_400_000;

/**
 * Checks the CAs that an API trusts in mutual TLS. AWS refuses some faults when the domain is made, warns of some where
 * nobody looks, and lets the rest fail as a handshake.
 *
 * @param today `YYYY-MM-DD`: a certificate that ends before is an error, one that ends within 60 days a warning
 */
export function caBundleFindings(pem: string, today: string): CaBundleFindings {
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(pem)) {
    return fault(
      "the file has a PRIVATE KEY in it; remove the key, and replace every certificate of this key: a CA's key is for nobody but the CA, and the file goes to a bucket, a plan and a state",
    );
  }
  const size = Buffer.byteLength(pem);
  if (size > mostBytes)
    return fault(`the file has ${size.toLocaleString("en")} bytes; give at most 1 MB, API Gateway's limit`);
  if (size === 0) return fault("the file is empty; give the CA certificates as PEM, the root among them");
  const read = readCertificates(pem);
  if (typeof read === "string") return fault(read);
  if (read.length === 0)
    return fault("the file has no certificate; give the CA certificates as PEM, the root among them");

  const chains = new Chains(read);
  const now = Date.parse(`${today}T00:00:00Z`);
  const faults = read.flatMap((one) =>
    [...ownFaults(one, now), ...chains.faults(one)].map((what) => `${one.label} ${what}`),
  );
  const warnings = read
    .filter(
      ({ certificate: { notAfter } }) => notAfter.getTime() >= now && notAfter.getTime() < now + warningDays * day,
    )
    .map(
      ({ label, certificate: { notAfter } }) =>
        `${label} ends on ${dateOf(notAfter)}, within ${warningDays} days; add its successor to the file before that day`,
    );
  return { faults, warnings };
}

const fault = (message: string): CaBundleFindings => ({ faults: [message], warnings: [] });
const dateOf = (date: Date): string => date.toISOString().slice(0, 10);

interface Read {
  /** Names the certificate in messages: its place in the file and its subject. */
  readonly label: string;
  readonly certificate: X509Certificate;
  /** The same certificate for OpenSSL, which checks a signature synchronously. */
  readonly verifier: Verifier;
}

function readCertificates(pem: string): readonly Read[] | string {
  const blocks = [...pem.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g)];
  if (blocks.length < pem.split("-----BEGIN ").length - 1) {
    return "the file has a block with a BEGIN line and no END line; give the whole block";
  }
  const another = blocks.find(([, kind]) => kind !== "CERTIFICATE");
  if (another !== undefined) return `the file has a ${String(another[1])} in it; give certificates alone`;
  if (blocks.length > mostCertificates) {
    return `the file has ${blocks.length.toLocaleString("en")} certificates; give at most ${mostCertificates.toLocaleString("en")}, API Gateway's limit`;
  }
  const read: Read[] = [];
  for (const [index, [text]] of blocks.entries()) {
    try {
      const [raw] = PemConverter.decode(text);
      if (raw === undefined) throw new Error("nothing to decode");
      const certificate = new X509Certificate(raw);
      const verifier = new Verifier(Buffer.from(raw));
      read.push({ label: `certificate ${index + 1} (${certificate.subject})`, certificate, verifier });
    } catch {
      return `certificate ${index + 1} cannot be read; give the certificate as PEM`;
    }
  }
  return read;
}

function ownFaults({ certificate, verifier }: Read, now: number): string[] {
  const faults: string[] = [];
  const { notBefore, notAfter } = certificate;
  if (notAfter.getTime() < now)
    faults.push(`ended on ${dateOf(notAfter)}; remove the certificate, or give its successor`);
  if (notBefore.getTime() >= now + day)
    faults.push(`begins on ${dateOf(notBefore)}; add the certificate on that day or later`);
  if (certificate.getExtension(BasicConstraintsExtension)?.ca !== true) {
    faults.push("is not the certificate of a CA; give the certificate of the CA that signs the clients' certificates");
  }
  const { name, hash } = certificate.signatureAlgorithm as { name: string; hash?: { name: string } };
  if (hash === undefined || !strongHashes.includes(hash.name)) {
    faults.push(`is signed with ${hash?.name ?? name}; give a certificate that is signed with SHA-256 or better`);
  }
  return [...faults, ...keyFaults(verifier)];
}

function keyFaults({ publicKey }: Verifier): string[] {
  const { asymmetricKeyType: type = "unknown", asymmetricKeyDetails: { modulusLength = 0, namedCurve = "" } = {} } =
    publicKey;
  if (type.startsWith("rsa")) {
    return modulusLength < leastRsaBits
      ? [`has an RSA key of ${modulusLength} bits; give a key of ${leastRsaBits} bits or more`]
      : [];
  }
  const curve = { prime256v1: "P-256", secp384r1: "P-384" }[namedCurve] ?? namedCurve;
  if (type === "ec" && strongCurves.includes(curve)) return [];
  return [
    `has a key of ${type === "ec" ? `curve ${curve}` : `type ${type}`}; give an RSA key, or an ECDSA key on P-256 or P-384`,
  ];
}

/** Who signed whom in a bundle. */
class Chains {
  private readonly bySubject = new Map<string, Read[]>();

  constructor(all: readonly Read[]) {
    for (const one of all) {
      const same = this.bySubject.get(one.certificate.subject);
      if (same === undefined) this.bySubject.set(one.certificate.subject, [one]);
      else same.push(one);
    }
  }

  faults(one: Read): string[] {
    const chain = [one];
    for (let current = one; !isSelfSigned(current);) {
      const issuer = this.issuerOf(current);
      if (issuer === undefined) {
        return current === one
          ? [
              `names the issuer ${one.certificate.issuer}, whose certificate is not in the file or did not sign this certificate; give the whole chain, up to its root`,
            ]
          : [];
      }
      if (chain.includes(issuer)) return ["is in a chain that leads back to itself; give a chain that ends at a root"];
      chain.push(issuer);
      current = issuer;
    }
    return chain.length > longestChain
      ? [
          `stands under ${chain.length - 1} other CAs; give a chain of at most ${longestChain} CAs, the root included: API Gateway follows no longer chain`,
        ]
      : [];
  }

  private issuerOf({ certificate, verifier }: Read): Read | undefined {
    return this.bySubject.get(certificate.issuer)?.find((other) => verifier.verify(other.verifier.publicKey));
  }
}

function isSelfSigned({ certificate, verifier }: Read): boolean {
  return certificate.subject === certificate.issuer && verifier.verify(verifier.publicKey);
}
