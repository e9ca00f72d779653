import { type Resource, attribute } from "../../estate";
import type { Finding } from "../../finding";
import { statesOf, unknownFinding } from "../../settings/setting";
import { issuerFindings } from "./dns-issuers";
import { foreignIn, foreignMeaning, ledBy, targetsOf, typeOf, validates, wordsOf } from "./dns-records";
import { textKind } from "./dns-texts";
import { type Pointed, type Pointing, isOpen, isSame } from "./pointing";

const says = ["alias", "records"];

/**
 * What a name leads to from now on, or what its texts say.
 *
 * @param had the record that has the name before, and is another one where one record takes the place of another
 */
export function targetFindings(pointing: Pointing, record: Resource, had = record): readonly Finding[] {
  const [before, after] = [targetsOf(pointing, had, "before"), targetsOf(pointing, record, "after")];
  if (isSameSet(before, after)) return [];
  if (after.some(isOpen)) return [unknownFinding(statesOf(record), "target", says)];
  if (typeOf(record.after) === "CAA") return issuerFindings(record, had, { says: ["records"] });
  return [
    {
      rule: "dns-target",
      ...judged(pointing, [had.before, record.after], before, after),
      place: record,
      part: "target",
      before: wordsOf(before),
      after: wordsOf(after),
      says,
    },
  ];
}

function isSameSet(before: readonly Pointed[], after: readonly Pointed[]): boolean {
  const isIn = (one: Pointed, all: readonly Pointed[]): boolean => all.some((other) => isSame(one, other) === true);
  return before.every((one) => isIn(one, after)) && after.every((one) => isIn(one, before));
}

type Judged = Pick<Finding, "consequence" | "direction" | "meaning">;

function judged(
  pointing: Pointing,
  [was, is]: readonly Resource["before"][],
  before: readonly Pointed[],
  after: readonly Pointed[],
): Judged {
  const texts = ledBy(is) === undefined && attribute(is, "alias") === undefined;
  if (texts)
    return {
      consequence: textKind(is).consequence,
      direction: "cannot tell",
      meaning: textKind(is).changed,
    };
  if (validates(was) || validates(is))
    return {
      consequence: "downtime",
      direction: "cannot tell",
      meaning: "AWS renews the certificate only if the other record is the one that AWS asks for.",
    };
  const [were, are] = [foreignIn(pointing, before), foreignIn(pointing, after)];
  const [lost, won] = [were.filter((one) => !are.includes(one)), are.filter((one) => !were.includes(one))];
  if (won.length > 0)
    return {
      consequence: "exposure",
      direction: lost.length > 0 ? "cannot tell" : "weaker",
      meaning: foreignMeaning(is, won),
    };
  const [came, comes] = [before.some(isCloudFront), after.some(isCloudFront)];
  if (came && !comes)
    return {
      consequence: "exposure",
      direction: "weaker",
      meaning: "Clients no longer come through CloudFront and its firewall.",
    };
  if (lost.length > 0)
    return {
      consequence: "exposure",
      direction: "stronger",
      meaning: `The name no longer leads to ${lost.join(", ")}, which none of the given plans has.`,
    };
  if (comes && !came)
    return {
      consequence: "exposure",
      direction: "stronger",
      meaning: "Clients come through CloudFront and its firewall.",
    };
  return {
    consequence: "downtime",
    direction: "cannot tell",
    meaning: "Clients of the name are answered by something else.",
  };
}

const isCloudFront = ({ resource, value }: Pointed): boolean =>
  resource?.type === "aws_cloudfront_distribution" || /\.cloudfront\.net\.?$/i.test(value ?? "");
