import { scopeDownFaults } from "./nestable-faults";
import type { NestableStatement, RateBasedStatement } from "./statement";
import { textTransformationFaults } from "./text-transformation";

/** Requests for each window (WAF Developer Guide, "AWS WAF quotas"; WAF API Reference, RateBasedStatement). */
export const rateLimits = { least: 10, most: 2_000_000_000 };
export const evaluationWindows = [60, 120, 300, 600] as const;
const mostCustomKeys = 5;

/** Lists what AWS or its provider would refuse in a rate-based statement. */
export function rateBasedFaults(statement: RateBasedStatement, place: string): string[] {
  const { limit, evaluationWindowSeconds, aggregate, scopeDown } = statement;
  const faults = scopeDownFaults(scopeDown, place);
  if (!Number.isInteger(limit) || limit < rateLimits.least || limit > rateLimits.most) {
    faults.push(
      `${place} has the limit ${limit}; give ${rateLimits.least} to ${rateLimits.most.toLocaleString("en")} requests`,
    );
  }
  if (!(evaluationWindows as readonly number[]).includes(evaluationWindowSeconds)) {
    faults.push(
      `${place} has a window of ${evaluationWindowSeconds} seconds; give one of ${evaluationWindows.join(", ")}`,
    );
  }
  if (aggregate === "CONSTANT" && (scopeDown as NestableStatement | undefined) === undefined) {
    faults.push(`${place} counts all requests together; give a scope-down statement, which AWS requires for CONSTANT`);
  }
  if (typeof aggregate === "object" && "customKeys" in aggregate) {
    const keys = aggregate.customKeys;
    if (keys.length > mostCustomKeys)
      faults.push(`${place} has ${keys.length} custom keys; give at most ${mostCustomKeys}`);
    if (keys.length === 1 && (keys[0] === "ip" || keys[0] === "forwarded_ip")) {
      faults.push(
        `${place} has the address as its only custom key; aggregate on ${keys[0] === "ip" ? "IP" : "the forwarded address"} instead`,
      );
    }
    if (keys.includes("forwarded_ip") !== (aggregate.forwardedIp !== undefined)) {
      faults.push(
        `${place} must name the header of the forwarded address if forwarded_ip is one of the keys, and only then`,
      );
    }
    for (const key of keys) {
      if (typeof key === "object" && "transformations" in key)
        faults.push(...textTransformationFaults(key.transformations, place));
      if (typeof key === "object" && "header" in key && !/^[0-9a-z_-]{1,64}$/.test(key.header)) {
        faults.push(
          `${place} counts by the header "${key.header}"; give 1 to 64 lower-case letters, digits, hyphens or underscores`,
        );
      }
    }
  }
  return faults;
}
