import { type Resource, attribute, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { lostAndGained } from "../transport/sets";
import { type States, unknownFinding } from "../../settings/setting";
import { scalar } from "../../settings/words";

const answersAt = (value: States["before"]): boolean =>
  value !== undefined && scalar(attribute(value, "enabled")) !== "false";

/** The names by which viewers come, and whether anybody is answered at all. */
export function hostFindings(distribution: Resource): Finding[] {
  const { before, after } = distribution;
  if (attribute(after, "aliases") === unknown || attribute(after, "enabled") === unknown)
    return [unknownFinding({ place: distribution }, "alternate domain names", ["aliases", "enabled"])];
  const [was, is] = [answersAt(before), answersAt(after)];
  const [had, has] = [before, after].map((value) => [...textsOf(value, "aliases")].sort());
  if (had === undefined || has === undefined) return [];
  if (was !== is) return existence(distribution, is, is ? has : had);
  if (!was) return [];
  return lostAndGained(had, has).map(({ direction, values }) => ({
    rule: "distribution-name",
    consequence: "downtime",
    direction,
    place: distribution,
    part: "alternate domain names",
    before: had.join(", ") || "none",
    after: has.join(", ") || "none",
    meaning:
      direction === "weaker"
        ? `CloudFront refuses requests for ${values.join(", ")}.`
        : `CloudFront answers requests for ${values.join(", ")}.`,
    says: ["aliases"],
  }));
}

/** A distribution that begins or ends to answer the internet. */
function existence(distribution: Resource, answers: boolean, names: readonly string[]): Finding[] {
  const isWhole = distribution.before === undefined || distribution.after === undefined;
  const words = names.join(", ") || "its name in cloudfront.net";
  const common = {
    place: distribution,
    part: words,
    ...(answers ? { before: "no answer", after: "answers" } : { before: "answers", after: "no answer" }),
    ...(!isWhole && { says: ["enabled", "aliases"] }),
  };
  return [
    {
      ...common,
      rule: "distribution-public",
      consequence: "exposure",
      direction: answers ? "weaker" : "stronger",
      meaning: answers
        ? `The internet reaches the origins by CloudFront at ${words}.`
        : `The internet no longer reaches the origins by CloudFront at ${words}.`,
    },
    {
      ...common,
      rule: "distribution-name",
      consequence: "downtime",
      direction: answers ? "stronger" : "weaker",
      meaning: answers ? `CloudFront answers requests for ${words}.` : `CloudFront refuses requests for ${words}.`,
    },
  ];
}
