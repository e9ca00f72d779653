import { z } from "zod";
import { certificate, certificateArn } from "./certificate";
import type { Fault } from "../shared/fault";
import { quote } from "../shared/fault";
import { text } from "../shared/text";

/** In a certificate that ACM issues, the first name is its common name (ACM API Reference, RequestCertificate; RFC 5280). */
const longestIssuedName = 64;

const certificateRule = 'give "issued", or the ARN of an ACM certificate';
const name = text(
  /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
  "give a domain name in lower case, such as api.example.com",
);

/** The names of an API. With them, the endpoint that AWS makes for the API is off. */
export const apiDomain = z.strictObject({
  /**
   * What callers use, such as `api.example.com`. Another value answers before the old name goes, in one apply, and then
   * nothing answers to the old one: tell callers before.
   */
  publicName: name,
  /**
   * A second name, such as `origin-api.example.com`, with its own certificate and mapping: the origin of CloudFront in
   * front. Then only the target of `publicName`'s record changes, since one name cannot be both an API's custom domain and
   * CloudFront's alias. Another value is made before the old name goes, and CloudFront takes minutes to use it, in which it
   * answers 502: apply it when that may be.
   *
   * @default none
   */
  originName: name.optional(),
  /**
   * The public hosted zone, in Route 53, that holds the names. Another value makes the records there, and the old zone loses
   * its own: put them back into that by hand until no resolver asks it any more.
   */
  hostedZoneId: text(/^Z[A-Z0-9]{5,31}$/, "give the id of the Route 53 hosted zone that holds the names"),
  /**
   * `"issued"`: by ACM, one for each name, proved by a DNS record, renewed by itself. Or the ARN of a certificate of the
   * environment's region that covers the names.
   */
  certificate: certificate(certificateArn, certificateRule),
  /**
   * With mutual TLS, if `certificate` was imported into ACM or comes from a private CA: the ARN of a public certificate of
   * ACM's for the same names. It proves that the names are yours: AWS refuses the domain without it (API Gateway Developer
   * Guide, "Turn on mutual TLS authentication"). Clients never see it.
   *
   * @default none, which is right for a certificate that ACM issued
   */
  ownershipCertificate: text(certificateArn, "give the ARN of a public ACM certificate for the same names").optional(),
});

export const mutualTls = z.strictObject({
  /** The path of a PEM file with the CA certificates, relative to the repository. */
  caBundle: text(/^(?!\/).+\.pem$/, "give the path of a .pem file with CA certificates, relative to the repository"),
});

interface ApiNames {
  readonly domain?: z.output<typeof apiDomain> | undefined;
  readonly mutualTls?: z.output<typeof mutualTls> | undefined;
}

/** @param place of the API's settings: `["edge", "httpApi"]` */
export function apiDomainFaults(place: readonly string[], { domain, mutualTls }: ApiNames, region: string): Fault[] {
  const faults: Fault[] = [];
  const at = (...path: string[]) => [...place, ...path];
  if (mutualTls !== undefined && domain === undefined) {
    faults.push({
      path: at("mutualTls"),
      reads: [at("domain")],
      message: `is ${quote(mutualTls)} without ${at("domain").join(".")}; give a domain too: the endpoint that AWS makes knows no mutual TLS, and has to be off`,
    });
  }
  if (domain === undefined) return faults;

  const { publicName, originName, certificate, ownershipCertificate } = domain;
  if (ownershipCertificate !== undefined && (mutualTls === undefined || certificate === "issued")) {
    faults.push({
      path: at("domain", "ownershipCertificate"),
      reads: [at("mutualTls"), at("domain", "certificate")],
      message: `is ${quote(ownershipCertificate)}; leave it out: it is for mutual TLS with a certificate that ACM has not issued`,
    });
  }
  if (originName !== undefined && mutualTls !== undefined) {
    faults.push({
      path: at("domain", "originName"),
      reads: [at("mutualTls")],
      message: `is ${quote(originName)} while there is mutual TLS; leave it out: CloudFront shows no client's certificate, so it would be a way round`,
    });
  }
  for (const [key, given] of Object.entries({ publicName, originName })) {
    if (certificate !== "issued" || given === undefined || given.length <= longestIssuedName) continue;
    faults.push({
      path: at("domain", key),
      reads: [at("domain", "certificate")],
      message: `is ${quote(given)}; give at most ${longestIssuedName} characters, or the ARN of a certificate: ACM issues none for a longer name`,
    });
  }
  for (const [key, given] of Object.entries({ certificate, ownershipCertificate })) {
    if (given === undefined || given === "issued" || given.split(":")[3] === region) continue;
    faults.push({
      path: at("domain", key),
      reads: [["region"]],
      message: `is ${quote(given)}; give a certificate of ${region}, where the API is`,
    });
  }
  return faults;
}
