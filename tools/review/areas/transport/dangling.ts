import type { Estate } from "../../estate";
import type { Finding } from "../../finding";
import { targetsOf } from "./dns-records";
import type { Pointing } from "./pointing";

/** Names that go on leading to what is deleted: whoever is given the same address next answers to the name. */
export const danglingFindings = (estate: Estate, pointing: Pointing): Finding[] =>
  estate.ofType("aws_route53_record").flatMap((record): Finding[] => {
    if (record.after === undefined) return [];
    const isGone = targetsOf(pointing, record, "after").some(
      ({ resource }) => resource?.before !== undefined && resource.after === undefined,
    );
    if (!isGone) return [];
    return [
      {
        rule: "dns-dangling",
        consequence: "exposure",
        direction: "weaker",
        place: record,
        part: "target",
        before: "answers",
        after: "deleted",
        meaning: "The name leads to what is deleted: whoever gets the address next answers in its place.",
        says: [],
      },
    ];
  });
