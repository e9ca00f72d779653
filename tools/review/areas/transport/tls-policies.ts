/** What a client may use at the worst, from broken to what AWS recommends. */
export const cipherWords = [
  "3DES or RC4",
  "RSA key exchange and SHA-1",
  "RSA key exchange",
  "SHA-1",
  "CBC ciphers",
  "authenticated ciphers alone",
] as const;
type Ciphers = 0 | 1 | 2 | 3 | 4 | 5;
/** From here on each session has a key of its own: forward secrecy. */
export const firstForwardSecret = 3;

export const versions = ["SSLv3", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"] as const;
type Version = (typeof versions)[number];

/** What a named policy lets clients negotiate. */
export interface TlsPolicy {
  readonly lowest: Version;
  readonly highest: Version;
  /** A position in `cipherWords`; undefined where AWS's name does not tell and the table does not know. */
  readonly ciphers?: Ciphers;
  /** Hybrid key exchange with ML-KEM. */
  readonly postQuantum: boolean;
  /** By a module that is validated to FIPS 140. */
  readonly fips: boolean;
}

type Flags = "pq" | "fips" | "1.2 at most";
const policy = (lowest: Version, ciphers: Ciphers | undefined, ...flags: readonly Flags[]): TlsPolicy => ({
  lowest,
  highest: flags.includes("1.2 at most") ? "TLS 1.2" : "TLS 1.3",
  ...(ciphers !== undefined && { ciphers }),
  postQuantum: flags.includes("pq"),
  fips: flags.includes("fips"),
});

/** What the editions of a family of policies have in common. The first is of 2021, the others of 2023 and 2025. */
const families: readonly (readonly [name: string, lowest: Version, ciphers: Ciphers, editions: readonly Edition[]])[] =
  [
    ["TLS13-1-3", "TLS 1.3", 5, ["2021-06", "PQ-2025-09", "FIPS-2023-04", "FIPS-PQ-2025-09"]],
    ["TLS13-1-2-Res", "TLS 1.2", 5, ["2021-06", "PQ-2025-09", "FIPS-2023-04", "FIPS-PQ-2025-09"]],
    ["TLS13-1-2", "TLS 1.2", 4, ["2021-06", "PQ-2025-09", "FIPS-2023-04", "FIPS-PQ-2025-09"]],
    ["TLS13-1-2-Ext0", "TLS 1.2", 3, ["FIPS-2023-04", "FIPS-PQ-2025-09"]],
    ["TLS13-1-2-Ext1", "TLS 1.2", 2, ["2021-06", "PQ-2025-09", "FIPS-2023-04", "FIPS-PQ-2025-09"]],
    ["TLS13-1-2-Ext2", "TLS 1.2", 1, ["2021-06", "PQ-2025-09", "FIPS-2023-04", "FIPS-PQ-2025-09"]],
    ["TLS13-1-1", "TLS 1.1", 1, ["2021-06", "FIPS-2023-04"]],
    ["TLS13-1-0", "TLS 1.0", 1, ["2021-06", "PQ-2025-09", "FIPS-2023-04", "FIPS-PQ-2025-09"]],
  ];

type Edition = "2021-06" | "PQ-2025-09" | "FIPS-2023-04" | "FIPS-PQ-2025-09";
const flagsOf: Readonly<Record<Edition, readonly Flags[]>> = {
  "2021-06": [],
  "PQ-2025-09": ["pq"],
  "FIPS-2023-04": ["fips"],
  "FIPS-PQ-2025-09": ["pq", "fips"],
};

/**
 * Elastic Load Balancing, User Guide for Application Load Balancers, "Security policies for your Application Load Balancer"; the
 * policy of 2015-05 is in the guide for Network Load Balancers alone, that of 2015-04 in none any more.
 */
const ofLoadBalancers: ReadonlyMap<string, TlsPolicy> = new Map<string, TlsPolicy>([
  ...families.flatMap(([family, lowest, ciphers, editions]) =>
    editions.map(
      (edition) => [`ELBSecurityPolicy-${family}-${edition}`, policy(lowest, ciphers, ...flagsOf[edition])] as const,
    ),
  ),
  // The RFC 9151 profiles differ in ciphers that their names do not tell.
  ["ELBSecurityPolicy-TLS13-1-3-RFC9151-FIPS-2023-07", policy("TLS 1.3", 5, "fips")],
  ...["", "Ext0-", "INTEROP1-", "INTEROP2-", "INTEROP3-", "INTEROP4-"].map((variant) => {
    const name = variant === "Ext0-" ? "Ext0-RFC9151-" : `RFC9151-${variant}`;
    return [`ELBSecurityPolicy-TLS13-1-2-${name}FIPS-2023-07`, policy("TLS 1.2", undefined, "fips")] as const;
  }),
  ["ELBSecurityPolicy-FS-1-2-Res-2020-10", policy("TLS 1.2", 5, "1.2 at most")],
  ["ELBSecurityPolicy-FS-1-2-Res-2019-08", policy("TLS 1.2", 4, "1.2 at most")],
  ["ELBSecurityPolicy-FS-1-2-2019-08", policy("TLS 1.2", 3, "1.2 at most")],
  ["ELBSecurityPolicy-FS-1-1-2019-08", policy("TLS 1.1", 3, "1.2 at most")],
  ["ELBSecurityPolicy-FS-2018-06", policy("TLS 1.0", 3, "1.2 at most")],
  ["ELBSecurityPolicy-TLS-1-2-2017-01", policy("TLS 1.2", 2, "1.2 at most")],
  ["ELBSecurityPolicy-TLS-1-2-Ext-2018-06", policy("TLS 1.2", 1, "1.2 at most")],
  ["ELBSecurityPolicy-TLS-1-1-2017-01", policy("TLS 1.1", 1, "1.2 at most")],
  ["ELBSecurityPolicy-2016-08", policy("TLS 1.0", 1, "1.2 at most")],
  ["ELBSecurityPolicy-2015-05", policy("TLS 1.0", 1, "1.2 at most")],
  ["ELBSecurityPolicy-TLS-1-0-2015-04", policy("TLS 1.0", 0, "1.2 at most")],
]);

/** CloudFront Developer Guide, "Supported protocols and ciphers between viewers and CloudFront". */
const ofCloudFront: ReadonlyMap<string, TlsPolicy> = new Map<string, TlsPolicy>([
  ["SSLv3", policy("SSLv3", 0)],
  ["TLSv1", policy("TLS 1.0", 0)],
  ["TLSv1_2016", policy("TLS 1.0", 1)],
  ["TLSv1.1_2016", policy("TLS 1.1", 1)],
  ["TLSv1.2_2018", policy("TLS 1.2", 2)],
  ["TLSv1.2_2019", policy("TLS 1.2", 4)],
  ["TLSv1.2_2021", policy("TLS 1.2", 5)],
  ["TLSv1.2_2025", policy("TLS 1.2", 5)],
  ["TLSv1.3_2025", policy("TLS 1.3", 5)],
]);

/** API Gateway Developer Guide, "Supported security policies". */
const ofApiGateway: ReadonlyMap<string, TlsPolicy> = new Map<string, TlsPolicy>([
  ["TLS_1_0", policy("TLS 1.0", 1)],
  ["TLS_1_2", policy("TLS 1.2", 2)],
  ["SecurityPolicy_TLS13_1_3_2025_09", policy("TLS 1.3", 5)],
  ["SecurityPolicy_TLS13_1_3_FIPS_2025_09", policy("TLS 1.3", 5, "fips")],
  ["SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09", policy("TLS 1.2", 5, "pq", "fips")],
  ["SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", policy("TLS 1.2", 5, "pq")],
  // Of this one, the guide has no ciphers.
  ["SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09", policy("TLS 1.2", undefined, "pq", "fips")],
  ["SecurityPolicy_TLS13_1_2_PQ_2025_09", policy("TLS 1.2", 2, "pq")],
  ["SecurityPolicy_TLS13_1_2_2021_06", policy("TLS 1.2", 2)],
  ["SecurityPolicy_TLS13_2025_EDGE", policy("TLS 1.3", 5)],
  ["SecurityPolicy_TLS12_PFS_2025_EDGE", policy("TLS 1.2", 5)],
  ["SecurityPolicy_TLS12_2018_EDGE", policy("TLS 1.2", 4)],
]);

/** The policies by the service that knows their names. */
export const tlsPolicies = {
  loadBalancer: ofLoadBalancers,
  cloudFront: ofCloudFront,
  apiGateway: ofApiGateway,
} as const;
export type TlsService = keyof typeof tlsPolicies;
