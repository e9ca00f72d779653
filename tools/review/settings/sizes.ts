import type { Judge } from "./judges";
import { scalar } from "./words";

const sizes = ["nano", "micro", "small", "medium", "large", "xlarge"];

/**
 * A type of instance that is weaker the smaller it is within its family, such as `t4g.small` under `t4g.large` (Amazon EC2
 * Instance Types Guide, "Instance type names"; Amazon RDS User Guide, "DB instance classes"). Two families do not compare.
 */
export const bySize: Judge = (before, after) => {
  const [had, has] = [sizeOf(scalar(before)), sizeOf(scalar(after))];
  if (had === undefined || has === undefined || had.family !== has.family || had.rank === has.rank)
    return "cannot tell";
  return has.rank < had.rank ? "weaker" : "stronger";
};

function sizeOf(type: string): { readonly family: string; readonly rank: number } | undefined {
  const [, family, size] = /^(.+)\.([a-z0-9]+)$/.exec(type) ?? [];
  if (family === undefined || size === undefined) return undefined;
  const times = /^(\d+)xlarge$/.exec(size)?.[1];
  const rank = times === undefined ? sizes.indexOf(size) : sizes.length + Number(times);
  return rank < 0 ? undefined : { family, rank };
}
