import { type Judge, cannotTell, ranked, saferOff, towards, weakerWithout } from "../../settings/judges";
import type { Value } from "../../settings/paths";
import type { Setting } from "../../settings/setting";

/** RFC 6797, section 6.1: seconds, and whether subdomains are meant too. */
interface Hsts {
  readonly maxAge: number;
  readonly includesSubdomains: boolean;
  readonly preload: boolean;
}

/** Reads the value of a Strict-Transport-Security header; a header without a valid age tells browsers nothing. */
function hstsOf(text: string): Hsts {
  const directives = text.split(";").map((one) => one.trim().toLowerCase());
  const age = directives.map((one) => /^max-age\s*=\s*"?(\d+)"?$/.exec(one)?.[1]).find((one) => one !== undefined);
  return {
    maxAge: Number(age ?? 0),
    includesSubdomains: directives.includes("includesubdomains"),
    preload: directives.includes("preload"),
  };
}

const hsts: Judge = (before, after) => {
  const [was, is] = [before, after].map((value) => hstsOf(typeof value === "string" ? value : ""));
  return was === undefined || is === undefined ? undefined : together(strengths(was), strengths(is));
};

const strengths = ({ maxAge, includesSubdomains, preload }: Hsts): readonly number[] => [
  maxAge,
  Number(includesSubdomains),
  Number(preload),
];

/** The direction of several strengths at once: of one better and one worse nothing can be told. */
export function together(was: readonly number[], is: readonly number[]): ReturnType<Judge> {
  const directions = new Set(was.map((one, index) => towards(one, is[index])));
  directions.delete("neutral");
  const [only, another] = directions;
  return only === undefined ? undefined : another === undefined ? only : "cannot tell";
}

/** RFC 6797: for how long, and whether for the subdomains. */
export const hstsSetting = {
  rule: "hsts",
  consequence: "guard lost",
  part: "Strict-Transport-Security",
  judge: hsts,
  weaker: "Browsers keep to HTTPS for a shorter time, for fewer names or not at all.",
  stronger: "Browsers keep to HTTPS for a longer time or for more names.",
  changed: "Browsers keep to HTTPS for another time and for other names.",
} as const;

/** MDN, "Content-Security-Policy": which of two policies admits more is not judged. */
export const cspSetting = {
  rule: "content-security-policy",
  consequence: "guard lost",
  part: "Content-Security-Policy",
  judge: weakerWithout,
  weaker: "Browsers run scripts and load content from anywhere that a page names.",
  stronger: "Browsers run scripts and load content only from where the policy admits.",
  changed: "Browsers get another policy: read whether the policy admits more.",
} as const;

export const frameSetting = {
  rule: "x-frame-options",
  consequence: "guard lost",
  part: "X-Frame-Options",
  judge: ranked({ "": 0, SAMEORIGIN: 1, DENY: 2 }),
  weaker: "Other pages may show this site in a frame and lead clicks astray.",
  stronger: "Fewer pages may show this site in a frame.",
} as const;

export const sniffSetting = {
  rule: "x-content-type-options",
  consequence: "guard lost",
  part: "X-Content-Type-Options",
  judge: weakerWithout,
  weaker: "Browsers guess at the type of a file, and may run an upload as a script.",
  stronger: "Browsers take the type of a file as the server says.",
} as const;

const text = (value: Value): string => (typeof value === "string" ? value : "");

/** Fetch standard, "CORS protocol": an origin, `*` for all, or nothing. Of two names nothing can be told. */
const corsOrigin: Judge = (before, after) => {
  const [was, is] = [text(before), text(after)];
  const rank = (value: string): number => (value === "" ? 2 : value === "*" ? 0 : 1);
  return rank(was) === rank(is) ? "cannot tell" : towards(rank(was), rank(is));
};

const corsPart = (name: string): string => `Access-Control-${name}`;

/** CORS headers as a load balancer writes them: one text each. */
export const corsSettings: readonly Setting[] = [
  {
    rule: "cors",
    consequence: "exposure",
    path: "routing_http_response_access_control_allow_origin_header_value",
    part: corsPart("Allow-Origin"),
    judge: corsOrigin,
    weaker: "Scripts of more sites may read the answers.",
    stronger: "Scripts of fewer sites may read the answers.",
    changed: "Scripts of another site may read the answers.",
  },
  {
    rule: "cors",
    consequence: "exposure",
    path: "routing_http_response_access_control_allow_credentials_header_value",
    part: corsPart("Allow-Credentials"),
    judge: saferOff,
    standard: false,
    weaker: "Scripts of other sites may call with the user's cookies.",
    stronger: "Scripts of other sites may no longer call with the user's cookies.",
  },
  ...(["methods", "headers", "expose_headers", "max_age"] as const).map((name): Setting => {
    const header = name === "methods" || name === "headers" ? `allow_${name}` : name;
    return {
      rule: "cors",
      consequence: "exposure",
      path: `routing_http_response_access_control_${header}_header_value`,
      part: corsPart(header.replaceAll("_", "-")),
      judge: cannotTell,
      changed: "Scripts of other sites may call in another way than before.",
    };
  }),
];
