import { attribute } from "../../estate";
import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import type { Pointing } from "../transport/pointing";
import { neutral, ranked, saferOff, weakerWithout } from "../../settings/judges";
import { type Setting, type States, settingFindings, statesOf, unknownFinding } from "../../settings/setting";
import { associationFindings } from "./associations";
import { type Handled, behaviorsOf, handledBy } from "./behaviors";
import { cachingFindings } from "./caching";
import { behaviorHeaderFindings } from "./behavior-headers";
import { originFindingsOf } from "./behavior-origins";
import { methodFindings } from "./methods";
import { signerFindings } from "./signers";

/** CloudFront Developer Guide, "Cache behavior settings". */
const settings: readonly Setting[] = [
  {
    rule: "viewer-protocol",
    consequence: "exposure",
    path: "viewer_protocol_policy",
    part: "viewer protocol",
    judge: ranked({ "allow-all": 0, "redirect-to-https": 1, "https-only": 1 }),
    weaker: "CloudFront answers without TLS: whoever is on the way reads and changes requests and cookies.",
    stronger: "CloudFront no longer answers without TLS.",
    changed: "Viewers without TLS are treated in another way, and none is answered without TLS.",
  },
  {
    rule: "field-level-encryption",
    consequence: "guard lost",
    path: "field_level_encryption_id",
    part: "field-level encryption",
    judge: weakerWithout,
    weaker: "Sensitive fields reach the origin, and all that the origin logs, in plain text.",
    stronger: "Sensitive fields are encrypted before the origin gets the request.",
    changed: "Other fields are encrypted, or with another key.",
  },
  {
    rule: "realtime-log",
    consequence: "guard lost",
    path: "realtime_log_config_arn",
    part: "real-time log",
    judge: weakerWithout,
    weaker: "Requests are no longer in the real-time log.",
    stronger: "Requests are in the real-time log.",
    changed: "Requests are logged in real time elsewhere or with other fields.",
  },
  ...(
    [
      ["compress", "compression", "false", "Answers are compressed, or no longer."],
      ["smooth_streaming", "smooth streaming", "false", "Media are served as Smooth Streaming, or no longer."],
    ] as const
  ).map(([path, part, standard, changed]): Setting => ({
    rule: "behavior-delivery",
    consequence: "other",
    path,
    part,
    judge: neutral,
    standard,
    changed,
  })),
  {
    rule: "grpc",
    consequence: "exposure",
    path: "grpc_config.enabled",
    part: "gRPC",
    judge: saferOff,
    standard: false,
    weaker: "CloudFront hands gRPC calls to the origin.",
    stronger: "CloudFront no longer hands gRPC calls to the origin.",
  },
];

/** What handles requests in another way than before, path by path. */
export function behaviorFindings(pointing: Pointing, distribution: Resource): Finding[] {
  const before = behaviorsOf(distribution, "before");
  const after = behaviorsOf(distribution, "after");
  if (before === undefined || after === undefined)
    return [
      unknownFinding(statesOf(distribution), "cache behaviors", ["ordered_cache_behavior", "default_cache_behavior"]),
    ];
  const found = handledBy(before, after).map((handled) => findingsOfHandled(pointing, distribution, handled));
  // Paths that two patterns share and that differ as one of the patterns does are said there.
  const seen = new Set<string>();
  return found.flat().filter((one) => {
    const key = JSON.stringify([one.rule, one.part, one.before, one.after]);
    return seen.has(key) ? false : (seen.add(key), true);
  });
}

function findingsOfHandled(pointing: Pointing, place: Resource, handled: Handled): Finding[] {
  const { before, after, part, because } = handled;
  const states: States = { place, before: before.value, after: after.value, at: after.at, part };
  const found = [
    ...settingFindings(settings, states),
    ...methodFindings(states),
    ...cachingFindings(pointing, place, states, handled),
    ...behaviorHeaderFindings(pointing, place, states, handled),
    ...associationFindings(pointing, place, states, handled),
    ...signerFindings(pointing, place, states, handled),
    ...originFindingsOf(pointing, place, states),
  ];
  if (because.length > 0) return found.map((one) => ({ ...one, says: [...(one.says ?? []), ...because] }));
  return found;
}

/** A distribution that begins, or ends, to answer without TLS. */
export function plainFromStart(distribution: Resource): Finding[] {
  const isNew = distribution.after !== undefined;
  const behaviors = behaviorsOf(distribution, isNew ? "after" : "before") ?? [];
  return behaviors
    .filter(({ value }) => attribute(value, "viewer_protocol_policy") === "allow-all")
    .map(({ pattern }) => ({
      rule: "viewer-protocol",
      consequence: "exposure",
      direction: isNew ? "weaker" : "stronger",
      place: distribution,
      part: pattern === "default" ? "default behavior, viewer protocol" : `path ${pattern}, viewer protocol`,
      ...(isNew ? { after: "allow-all" } : { before: "allow-all" }),
      meaning: isNew
        ? "CloudFront answers without TLS: whoever is on the way reads and changes requests and cookies."
        : "CloudFront no longer answers without TLS.",
    }));
}
