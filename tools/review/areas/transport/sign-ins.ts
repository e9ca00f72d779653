import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { type NormalObject, keyOf } from "../../plan/normal";
import { cannotTell, neutral, weakerAbove } from "../../settings/judges";
import type { Value } from "../../settings/paths";
import { type Setting, settingFindings } from "../../settings/setting";
import { scalar } from "../../settings/words";

const aSecret = (value: Value): string => (value === undefined ? "none" : "a secret");

/** User Guide for Application Load Balancers, "Authenticate users using an Application Load Balancer". */
const settings: readonly Setting[] = [
  {
    rule: "sign-in-session",
    consequence: "guard lost",
    path: "session_timeout",
    part: "session",
    judge: weakerAbove,
    standard: 604_800,
    weaker: "Users stay signed in for longer: whoever has their cookie may use it for longer.",
    stronger: "Users must sign in again sooner.",
  },
  {
    rule: "sign-in-scope",
    consequence: "guard lost",
    path: "scope",
    part: "scope of the sign-in",
    judge: cannotTell,
    standard: "openid",
    changed: "The identity provider is asked for other claims, by which the application may know who somebody is.",
  },
  {
    rule: "sign-in-unauthenticated",
    consequence: "downtime",
    path: "on_unauthenticated_request",
    part: "users who are not signed in",
    // That anybody is let in is said by how far requests get.
    judge: (before, after) => ([before, after].includes("allow") ? undefined : "cannot tell"),
    standard: "authenticate",
    changed: "Users who are not signed in are refused, or are led to the sign-in page.",
  },
  {
    rule: "sign-in-secret",
    consequence: "downtime",
    path: "client_secret",
    part: "client secret",
    judge: cannotTell,
    words: aSecret,
    changed: "Nobody can sign in unless the identity provider has the other secret too.",
  },
  ...["session_cookie_name", "authentication_request_extra_params"].map((path): Setting => ({
    rule: "sign-in-setting",
    consequence: "other",
    path,
    part: path.replaceAll("_", " "),
    judge: neutral,
  })),
];

const known = new Set(settings.map(({ path }) => path));

/** What another sign-in means for users and for the application behind it. */
export function signInFindings(
  place: Resource,
  before: NormalObject,
  after: NormalObject,
  { part, says }: { readonly part: string; readonly says: readonly string[] },
): readonly Finding[] {
  const found = settingFindings(settings, { place, before, after, part }).map((one) => ({
    ...one,
    ...(one.before === one.after && { after: "another secret" }),
    says,
  }));
  if (keyOf(providerOf(before)) === keyOf(providerOf(after))) return found;
  return [
    {
      rule: "sign-in-provider",
      consequence: "exposure",
      direction: "cannot tell",
      place,
      part: `${part}, identity provider`,
      before: wordsOf(before, after),
      after: wordsOf(after, before),
      meaning: "Another identity provider, or another client of it, says who is let in to the application.",
      says,
    },
    // What goes with the other provider is no change of its own.
    ...found.filter(({ rule }) => rule !== "sign-in-secret"),
  ];
}

/** All that names the identity provider and its client. */
const providerOf = (block: NormalObject): NormalObject =>
  Object.fromEntries(Object.entries(block).filter(([name]) => !known.has(name)));

/** What of the provider differs from another one. */
const wordsOf = (block: NormalObject, other: NormalObject): string =>
  Object.entries(providerOf(block))
    .filter(([name, value]) => name !== "type" && keyOf(value) !== keyOf(other[name]))
    .map(([name, value]) => `${name.replaceAll("_", " ")} ${typeof value === "string" ? value : "not shown"}`)
    .join(", ") || scalar(block["type"]);
