import { type Estate, type Resource, type Side, attribute, blockOf } from "../../estate";
import type { Finding } from "../../finding";
import type { Pointed, Pointing } from "./pointing";

/** What the name is an alias of. */
export const aliasOf = (pointing: Pointing, record: Resource, side: Side): Pointed | undefined =>
  pointing.at(side, record, "alias.name", attribute(blockOf(record[side], "alias"), "name"));

/** Names that go on leading to what is deleted: whoever is given the same address next answers to the name. */
export const danglingFindings = (estate: Estate, pointing: Pointing): Finding[] =>
  estate.ofType("aws_route53_record").flatMap((record): Finding[] => {
    if (record.after === undefined) return [];
    const target = aliasOf(pointing, record, "after")?.resource;
    if (target === undefined || target.before === undefined || target.after !== undefined) return [];
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
