import type { Resource } from "../../estate";
import { textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { isList, unknown } from "../../plan/normal";
import { type Value, valueAt } from "../../settings/paths";
import { unknownFinding } from "../../settings/setting";
import { scalar } from "../../settings/words";

const path = "restrictions.geo_restriction";

/**
 * Countries from which viewers are answered: the listed ones, or all but those (CloudFront Developer Guide, "Restrict the
 * geographic distribution of your content").
 */
interface Countries {
  readonly listed: ReadonlySet<string>;
  readonly areAnswered: boolean;
}

/** Viewers in other countries are answered or refused. */
export function geoFindings(distribution: Resource): Finding[] {
  const { before, after } = distribution;
  if (before === undefined || after === undefined) return [];
  const isOpen = [path, `${path}.locations`, `${path}.restriction_type`].some((one) => valueAt(after, one) === unknown);
  if (isOpen) return [unknownFinding({ place: distribution }, "countries", ["restrictions"])];
  const [had, has] = [countriesOf(before), countriesOf(after)];
  const all = [...new Set([...had.listed, ...has.listed, others])].sort();
  const gained = all.filter((one) => isAnswered(has, one) && !isAnswered(had, one));
  const lost = all.filter((one) => isAnswered(had, one) && !isAnswered(has, one));
  const finding = (direction: "weaker" | "stronger", countries: readonly string[]): Finding => ({
    rule: "countries",
    consequence: "exposure",
    direction,
    place: distribution,
    part: "countries",
    before: wordsOf(had),
    after: wordsOf(has),
    meaning:
      direction === "weaker"
        ? `Viewers in ${countries.join(", ")} are answered.`
        : `Viewers in ${countries.join(", ")} are refused: users there are locked out.`,
    says: ["restrictions"],
  });
  return [
    ...(gained.length > 0 ? [finding("weaker", gained)] : []),
    ...(lost.length > 0 ? [finding("stronger", lost)] : []),
  ];
}

const others = "all other countries";

function countriesOf(value: Value): Countries {
  const type = scalar(valueAt(value, `${path}.restriction_type`));
  const listed = type === "none" || type === "" ? [] : textsOf(valueAtBlock(value), "locations");
  return { listed: new Set(listed), areAnswered: type === "whitelist" };
}

const valueAtBlock = (value: Value): Value => {
  const found = valueAt(value, path);
  return isList(found) ? found[0] : found;
};

const isAnswered = ({ listed, areAnswered }: Countries, country: string): boolean =>
  listed.has(country) === areAnswered;

const wordsOf = ({ listed, areAnswered }: Countries): string =>
  listed.size === 0
    ? areAnswered
      ? "none"
      : "all"
    : `${areAnswered ? "only" : "all but"} ${[...listed].sort().join(", ")}`;
