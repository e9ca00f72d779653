import type { Place, Resource } from "../../estate";
import type { Direction, Finding } from "../../finding";
import { towards } from "../../settings/judges";
import { type States, partOf, pathIn } from "../../settings/setting";
import {
  type TlsPolicy,
  type TlsService,
  cipherWords,
  firstForwardSecret,
  tlsPolicies,
  versions,
} from "./tls-policies";

interface Change {
  readonly direction: Direction;
  /** What clients may do after, as the end of a sentence. */
  readonly clause: string;
}

/**
 * What another TLS policy lets clients negotiate. What gets weaker is one finding, and what gets stronger another; a policy that
 * the table does not know cannot be judged.
 *
 * @param path of the policy's name in the resource
 */
export function tlsFindings(
  states: Pick<States, "at" | "part"> & { readonly place: Place },
  { service, path, before, after }: { service: TlsService; path: string; before: string; after: string },
): Finding[] {
  if (before === after) return [];
  const [had, has] = [tlsPolicies[service].get(before), tlsPolicies[service].get(after)];
  const common = {
    rule: "tls-policy",
    consequence: "guard lost",
    place: states.place,
    part: partOf(states, "TLS policy"),
    before: wordsOf(before, had),
    after: wordsOf(after, has),
    says: [pathIn(states, path)],
  } as const;
  if (had === undefined || has === undefined)
    return [
      {
        ...common,
        direction: "cannot tell",
        meaning: "This review does not know one of the two policies: read in AWS's table what clients may negotiate.",
      },
    ];
  const changes = changesOf(had, has);
  const of = (direction: Direction): string[] =>
    changes.filter((one) => one.direction === direction).map(({ clause }) => clause);
  const found = (["weaker", "stronger", "cannot tell"] as const)
    .map((direction) => ({ direction, clauses: of(direction) }))
    .filter(({ clauses }) => clauses.length > 0);
  if (found.length === 0)
    return [{ ...common, direction: "neutral", meaning: "Both policies have the same versions and kinds of ciphers." }];
  return found.map(({ direction, clauses }) => ({
    ...common,
    direction,
    meaning: `Clients ${clauses.join("; they ")}.`,
  }));
}

function changesOf(had: TlsPolicy, has: TlsPolicy): readonly Change[] {
  const [lowest, highest] = [versions.indexOf(has.lowest), versions.indexOf(has.highest)];
  const changes: readonly Change[] = [
    {
      direction: towards(versions.indexOf(had.lowest), lowest),
      clause: lowest < versions.indexOf(had.lowest) ? `may use ${has.lowest}` : `must use ${has.lowest} or newer`,
    },
    {
      direction: towards(versions.indexOf(had.highest), highest),
      clause: highest < versions.indexOf(had.highest) ? `cannot use ${had.highest} any more` : `may use ${has.highest}`,
    },
    { direction: cipherDirection(had, has), clause: cipherClause(had, has) },
    {
      direction: towards(Number(had.postQuantum), Number(has.postQuantum)),
      clause: has.postQuantum ? "may use post-quantum key exchange" : "lose post-quantum key exchange",
    },
    {
      direction: towards(Number(had.fips), Number(has.fips)),
      clause: has.fips ? "get cryptography validated to FIPS 140" : "lose cryptography validated to FIPS 140",
    },
  ];
  return changes.filter(({ direction }) => direction !== "neutral");
}

function cipherDirection(had: TlsPolicy, has: TlsPolicy): Direction {
  return had.ciphers === undefined && has.ciphers === undefined ? "cannot tell" : towards(had.ciphers, has.ciphers);
}

function cipherClause(had: TlsPolicy, has: TlsPolicy): string {
  if (had.ciphers === undefined || has.ciphers === undefined) return "may get other ciphers, which AWS's table tells";
  const words = cipherWords[has.ciphers];
  if (has.ciphers >= had.ciphers) return `get no worse than ${words}`;
  const lost = had.ciphers >= firstForwardSecret && has.ciphers < firstForwardSecret;
  return `may use ${words}${lost ? ", without forward secrecy" : ""}`;
}

/** `TLS 1.2 or newer (TLSv1.2_2021)`. */
function wordsOf(name: string, known: TlsPolicy | undefined): string {
  if (known === undefined) return name;
  return `${known.lowest}${known.lowest === "TLS 1.3" ? "" : " or newer"} (${name})`;
}

/** An endpoint that begins, or ends, with a policy that is known to admit versions of TLS that are broken. */
export function oldTlsFindings(
  endpoint: Resource,
  service: TlsService,
  policy: string,
  who: "Clients" | "Viewers" = "Clients",
): Finding[] {
  if (!isOld(service, policy)) return [];
  const isNew = endpoint.after !== undefined;
  return [
    {
      rule: "tls-policy",
      consequence: "guard lost",
      direction: isNew ? "weaker" : "stronger",
      place: endpoint,
      part: "TLS policy",
      ...(isNew ? { after: policy } : { before: policy }),
      meaning: `${who} ${isNew ? "may" : "may no longer"} use versions of TLS that are broken.`,
    },
  ];
}

function isOld(service: TlsService, name: string): boolean {
  const lowest = tlsPolicies[service].get(name)?.lowest;
  return lowest !== undefined && versions.indexOf(lowest) < versions.indexOf("TLS 1.2");
}
