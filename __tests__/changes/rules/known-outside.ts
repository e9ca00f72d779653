import { lossOf } from "../../../tools/order/announce";
import type { Change, Resource } from "../change";

/** Something that goes while something of its kind comes: another one in its place. */
export interface Exchange {
  readonly type: string;
  readonly words: string;
}

/**
 * What is exchanged for another of its kind, and is known outside by its name or value: it is replaced, or it leaves at one
 * address and one of its kind comes at another. What is only taken away is what the setting is for.
 */
export function exchanged({ before, after, gone, replaced }: Change): Exchange[] {
  const come = new Set(
    [...after.resources.values()]
      .filter(({ where }) => !before.resources.has(where))
      .map(({ stack, type }) => `${stack}/${type}`),
  );
  const another = gone.filter(({ stack, type }) => come.has(`${stack}/${type}`));
  return [...replaced, ...another]
    .filter((resource) => isKnownOutside(resource))
    .map(({ where, type }) => ({ type, words: `${where} is another after the change: ${lossOf(type) ?? ""}` }));
}

/** A record that proves a certificate or routes mail is asked by nobody who was given its name. */
const isKnownOutside = ({ type, block }: Resource): boolean =>
  lossOf(type) !== undefined && (type !== "aws_route53_record" || ["A", "AAAA"].includes(String(block["type"])));
