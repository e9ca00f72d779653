import type { Part } from "../report";
import type { Run } from "../run";
import { sentence, type Limit, type Pass } from "./limit";

/** The lines of one kind that are for a pass. */
export function limitsOf<Kind extends Limit["kind"]>(
  run: Pick<Run, "limits">,
  site: { readonly aws: { readonly pass: Pass } },
  kind: Kind,
): Extract<Limit, { kind: Kind }>[] {
  const isWanted = (limit: Limit): limit is Extract<Limit, { kind: Kind }> =>
    limit.kind === kind && [site.aws.pass, "both"].includes(limit.pass);
  return run.limits.filter(isWanted);
}

/** Says what a line was needed for, and that it was. */
export function useLimit(run: Run, part: Part, limit: Limit, what: string): void {
  run.usedLimits.add(limit);
  part.note(`${what}: ${sentence(limit)}`);
}
