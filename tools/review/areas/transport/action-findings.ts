import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { towards } from "../../settings/judges";
import { type Actions, reaches } from "./actions";
import { withoutStickiness } from "./forwards";
import type { Pointing } from "./pointing";
import { otherRedirect } from "./redirects";
import { type Said, foreignHost, sentElsewhere } from "./sent-elsewhere";
import { signInFindings } from "./sign-ins";

/** Where actions stand. */
export interface Acting {
  readonly place: Resource;
  readonly part: string;
  readonly says: readonly string[];
  /** The protocol of the listener on each side, as far as it is known. */
  readonly protocols: readonly (string | undefined)[];
}

/** What other actions do with the same requests. */
export function actionFindings(pointing: Pointing, before: Actions, after: Actions, acting: Acting): Finding[] {
  const { place, part, says } = acting;
  if (before.key === after.key) return [];
  const common = { place, part, before: before.words, after: after.words, says } as const;
  if (after.reach === "unknown" || before.reach === "unknown" || after.isOpen === true)
    return [
      {
        ...common,
        rule: "known-after-apply",
        consequence: "not reviewable",
        direction: "cannot tell",
        meaning: "This review does not know what is done with the requests: read the plan.",
      },
    ];
  const signIns =
    before.signIn === undefined || after.signIn === undefined
      ? []
      : signInFindings(place, before.signIn, after.signIn, { part, says });
  const found: readonly Said[] = [
    ...sentElsewhere(pointing, before, after, acting.protocols),
    ...reachFindings(pointing, before, after),
  ];
  const isOther = found.length === 0 && (before.endKey !== after.endKey || signIns.length === 0);
  return [
    ...[...found, ...(isOther ? [handledOtherwise(before, after)] : [])].map((one) => differing({ ...common, ...one })),
    ...signIns,
  ];
}

/** Whether requests get to the application, and whether users must sign in first. */
function reachFindings(pointing: Pointing, before: Actions, after: Actions): readonly Said[] {
  const direction = towards(reaches[before.reach], reaches[after.reach]);
  if (direction === "neutral") return [];
  const isAnswered = [before, after].some(({ reach }) => reach === "answered");
  // Where visitors are sent to others, that says what becomes of them.
  const isSaid = [before, after].some((one) => foreignHost(pointing, one) !== undefined);
  const reach: Said = {
    rule: "request-reach",
    consequence: "exposure",
    direction,
    meaning:
      direction === "weaker"
        ? `Requests reach the application that ${before.reach === "answered" ? "did not before" : "had to be signed in before"}.`
        : `Requests that reached the application ${after.reach === "answered" ? "do not any more" : "must be signed in"}.`,
  };
  if (!isAnswered || isSaid) return [reach];
  return [
    reach,
    {
      rule: "request-answered",
      consequence: "downtime",
      direction: direction === "weaker" ? "stronger" : "weaker",
      meaning:
        direction === "weaker"
          ? "Whoever sends these requests is answered by the application."
          : "Whoever sends these requests is no longer answered by the application.",
    },
  ];
}

/** Requests that get as far as before, and are handled otherwise. */
function handledOtherwise(before: Actions, after: Actions): Said {
  if (before.redirect !== undefined && after.redirect?.host === before.redirect.host)
    return { rule: "redirect", ...otherRedirect(before.redirect, after.redirect) };
  if ([before, after].every(({ endKey }) => endKey.startsWith("fixed-response")))
    return {
      rule: "fixed-response",
      consequence: "other",
      direction: "neutral",
      meaning: "The load balancer answers the same requests with another code or text.",
    };
  if (withoutStickiness(before.endKey) === withoutStickiness(after.endKey))
    return {
      rule: "listener-stickiness",
      consequence: "other",
      direction: "neutral",
      meaning: "Whether a client stays with one target group changes.",
    };
  return {
    rule: "request-goes-elsewhere",
    consequence: "downtime",
    direction: "cannot tell",
    meaning:
      after.reach === "answered"
        ? "The same requests get another answer."
        : "The same requests are handled by others, who must be ready for the requests.",
  };
}

/** The text of an answer is not shown, and may be all that differs. */
const differing = (finding: Finding): Finding =>
  finding.before === finding.after ? { ...finding, after: `${finding.after ?? ""}, with other settings` } : finding;
