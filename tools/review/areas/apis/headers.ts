import type { Consequence, Direction } from "../../finding";

/** A change of one header that an API adds to its answers. */
export interface HeaderChange {
  /** In lower case. */
  readonly name: string;
  /** Without the quotes that API Gateway has around a text. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

interface HeaderMeaning {
  readonly rule: string;
  readonly consequence: Consequence;
  readonly direction: Direction;
  readonly meaning: string;
}

/** What the change of a header means. A header of another origin's calls is judged by what it allows (Fetch standard, "CORS protocol"). */
export function headerMeaning(change: HeaderChange): HeaderMeaning {
  const { name } = change;
  if (name === "access-control-allow-origin") return cors(originsWider(change), "origins", change.after === "*");
  if (name === "access-control-allow-credentials") return cors(credentialsWider(change), "credentials");
  if (name === "access-control-allow-methods") return cors(listWider(change), "methods");
  if (name === "access-control-allow-headers") return cors(listWider(change), "headers");
  if (name.startsWith("access-control-")) return plain("Browsers treat calls from another origin in another way.");
  if (name === "strict-transport-security") return guard(change, ageOf(change.before), ageOf(change.after));
  if (protecting.has(name)) return guard(change, presence(change.before), presence(change.after));
  return plain("The API's answers have another header.");
}

/** Headers that ask a browser or a cache for care (OWASP HTTP Security Response Headers Cheat Sheet). */
const protecting: ReadonlySet<string> = new Set([
  "cache-control",
  "content-security-policy",
  "cross-origin-embedder-policy",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
  "permissions-policy",
  "referrer-policy",
  "x-content-type-options",
  "x-frame-options",
]);

const presence = (value: string | undefined): number | undefined => (value === undefined ? 0 : undefined);

/** RFC 6797, 6.1.1: without `max-age` the header says nothing. */
function ageOf(value: string | undefined): number | undefined {
  if (value === undefined) return 0;
  const age = Number(/max-age="?(\d+)/i.exec(value)?.[1] ?? 0);
  return age * 2 + (/includeSubDomains/i.test(value) ? 1 : 0);
}

function guard({ name, before, after }: HeaderChange, had: number | undefined, has: number | undefined): HeaderMeaning {
  const finding = { rule: "api-answer-headers", consequence: "guard lost" } as const;
  if (after === undefined)
    return { ...finding, direction: "weaker", meaning: `The API's answers no longer have the header ${name}.` };
  if (before === undefined)
    return { ...finding, direction: "stronger", meaning: `The API's answers have the header ${name}.` };
  if (had === undefined || has === undefined || had === has)
    return {
      ...finding,
      direction: "cannot tell",
      meaning: `The header ${name} asks for something else: compare the values.`,
    };
  const direction = has < had ? "weaker" : "stronger";
  return {
    ...finding,
    direction,
    meaning: `Browsers keep to TLS for a ${has < had ? "shorter" : "longer"} time or for ${has < had ? "fewer" : "more"} hosts.`,
  };
}

type Width = "wider" | "narrower" | "other";

function originsWider({ before, after }: HeaderChange): Width {
  if (before === undefined || after === "*") return "wider";
  if (after === undefined || before === "*") return "narrower";
  return "other";
}

function credentialsWider({ before, after }: HeaderChange): Width {
  const [had, has] = [before?.toLowerCase() === "true", after?.toLowerCase() === "true"];
  return has && !had ? "wider" : had && !has ? "narrower" : "other";
}

function listWider({ before, after }: HeaderChange): Width {
  const [had, has] = [allOf(before), allOf(after)];
  const [lost, won] = [[...had].some((one) => !has.has(one)), [...has].some((one) => !had.has(one))];
  return won && !lost ? "wider" : lost && !won ? "narrower" : "other";
}

const allOf = (value: string | undefined): ReadonlySet<string> =>
  new Set(
    (value ?? "")
      .toLowerCase()
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== ""),
  );

const corsWords = {
  every: "Pages of every origin may read the API's answers in a browser.",
  origins: "Pages of another origin may read the API's answers in a browser.",
  credentials: "Pages of another origin may call the API with the cookies of whoever looks at them.",
  methods: "Pages of another origin may call the API with another method.",
  headers: "Pages of another origin may send another header.",
} as const;

function cors(width: Width, what: keyof typeof corsWords, isEvery = false): HeaderMeaning {
  const finding = { rule: "api-cors", consequence: "exposure" } as const;
  if (width === "wider")
    return { ...finding, direction: "weaker", meaning: isEvery ? corsWords.every : corsWords[what] };
  if (width === "narrower")
    return {
      ...finding,
      direction: "stronger",
      meaning: "Pages of another origin may do less: those that did more get errors.",
    };
  if (what === "origins")
    return {
      ...finding,
      direction: "cannot tell",
      meaning: "Another origin's pages may read the API's answers; those of the old origin get errors.",
    };
  return {
    ...finding,
    direction: "cannot tell",
    meaning: "Pages of another origin may do other things than before: compare the values.",
  };
}

const plain = (meaning: string): HeaderMeaning => ({
  rule: "api-answer",
  consequence: "other",
  direction: "neutral",
  meaning,
});
