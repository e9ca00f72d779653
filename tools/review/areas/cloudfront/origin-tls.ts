import { isList, isSet } from "../../plan/normal";
import { type Judge, towards } from "../../settings/judges";
import type { Value } from "../../settings/paths";
import { scalar } from "../../settings/words";

const versions = ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"];

/** The oldest version decides: whoever is on the way can force the version (CloudFront Developer Guide, "Minimum origin SSL protocol"). */
export const oldestOf: Judge = (before, after) => {
  const [was, is] = [before, after].map(oldest);
  return was === is ? "neutral" : towards(was, is);
};

function oldest(value: Value): number | undefined {
  const ranks = (isSet(value) || isList(value) ? [...value] : []).map((one) => versions.indexOf(scalar(one)));
  return ranks.length === 0 || ranks.includes(-1) ? undefined : Math.min(...ranks);
}
