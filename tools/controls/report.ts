import { judge, type Judged } from "../../controls/judge";
import { departuresOf } from "../shared/departures";
import type { Finding, Report } from "../shared/findings";
import type { SynthesizedStack } from "../shared/synthesize";
import { readStacks } from "./stacks";

/**
 * Runs the controls over each environment of the stacks.
 *
 * @param today `YYYY-MM-DD`: a departure that ended before this day excuses nothing
 */
export function controlReports(stacks: readonly SynthesizedStack[], today: string): Report[] {
  const names = [...new Set(stacks.map(({ environment }) => environment))];
  return names.map((name) => {
    const own = stacks.filter(({ environment }) => environment === name);
    // Where nothing says what departs, every finding is a fault.
    const { run, found, notLookedAt } = judge(readStacks(own), departuresOf(own, name) ?? []);
    return {
      subject: name,
      lookedAt: own.map((stack) => stack.name),
      checks: run.length,
      findings: found.map((one) => findingOf(one, today)),
      notLookedAt: notLookedAt.map(({ control, missing }) => ({
        id: control.id,
        reason: `needs ${missing.map((layer) => `${name}-${layer}`).join(", ")}`,
      })),
    };
  });
}

function findingOf({ control, violation, departure }: Judged, today: string): Finding {
  const { where, what } = violation;
  const cut = where.indexOf("/");
  const [stack, address] = cut < 0 ? [where] : [where.slice(0, cut), where.slice(cut + 1)];
  const ended = departure?.until !== undefined && departure.until < today;
  return {
    id: control.id,
    guarantee: control.sentence,
    level: departure === undefined || ended ? "fault" : "note",
    stack,
    ...(address !== undefined && { address }),
    sentence: `${address ?? stack} ${what}.`,
    ...(departure && {
      reason: {
        source: `${ended ? "ended " : ""}departure ${departure.path}`,
        text: departure.reason,
        ...(departure.until !== undefined && { until: departure.until }),
      },
    }),
  };
}
