import { type Resource, type Side, attribute, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { issuerFindings } from "./dns-issuers";
import { foreignIn, foreignMeaning, ledBy, targetsOf, typeOf, validates, wordsOf } from "./dns-records";
import { textKind } from "./dns-texts";
import type { Pointing } from "./pointing";

/** A name that begins to lead somewhere, or no longer does. @param moved whether the record has another name from now on */
export function existenceFindings(
  pointing: Pointing,
  record: Resource,
  side: Side,
  moved: boolean,
): readonly Finding[] {
  const value = record[side];
  const isRemoved = side === "before";
  const said = moved ? { says: ["name", "type", "zone_id", "set_identifier"] } : {};
  if (typeOf(value) === "CAA" && !moved) return issuerFindings(record);
  const targets = targetsOf(pointing, record, side);
  const isText = ledBy(value) === undefined && attribute(value, "alias") === undefined;
  const words = isText ? "a text" : wordsOf(targets);
  const common = {
    rule: "dns-name",
    place: record,
    part: `${textOf(value, "name") ?? "a name known after apply"} ${typeOf(value)}`.trim(),
    ...(isRemoved ? { before: words } : { after: words }),
    ...said,
  } as const;
  const name = textOf(value, "name") ?? "the name";
  const found: Finding = {
    ...common,
    consequence: isText ? textKind(value).consequence : "downtime",
    direction: isRemoved ? "weaker" : "stronger",
    meaning: validates(value)
      ? isRemoved
        ? "AWS cannot renew the certificate that the record validates."
        : "AWS renews the certificate that the record validates."
      : isText
        ? textKind(value)[isRemoved ? "lost" : "added"]
        : isRemoved
          ? `Nobody finds ${name} any more by this type of record.`
          : `Clients find ${name} by this type of record.`,
  };
  const foreign = isText || validates(value) ? [] : foreignIn(pointing, targets);
  if (foreign.length === 0) return [found];
  return [
    {
      ...common,
      rule: "dns-target",
      consequence: "exposure",
      direction: isRemoved ? "stronger" : "weaker",
      meaning: isRemoved
        ? `The name no longer leads to ${foreign.join(", ")}, which none of the given plans has.`
        : foreignMeaning(value, foreign),
    },
    found,
  ];
}
