import type { Part } from "../report";
import type { Run } from "../run";
import type { Site } from "../site";
import { sentence, type Limit } from "./limit";

/** The lines of one kind that are for the emulators of a site. */
export function limitsOf<Kind extends Limit["kind"]>(
  run: Run,
  site: Site,
  kind: Kind,
): Extract<Limit, { kind: Kind }>[] {
  const isWanted = (limit: Limit): limit is Extract<Limit, { kind: Kind }> =>
    limit.kind === kind && limit.pass === site.aws.pass;
  return run.limits.filter(isWanted);
}

/** Says what a line was needed for, and that it was. */
export function useLimit(run: Run, part: Part, limit: Limit, what: string): void {
  run.usedLimits.add(limit);
  part.note(`${what}: ${sentence(limit)}`);
}
