import { functionRuntime, runtimes, type Runtime } from "../../modules/shared/function-package/runtime";
import type { Environment } from "./schema/environment";

/** A synth warns from half a year before a runtime is deprecated: the move takes a new major version of the provider. */
const noticeDays = 180;

/**
 * The warning about the functions' runtime: one line, from 180 days before AWS deprecates the runtime. From the day on which
 * Lambda changes no function on the runtime, the line names the environments without a reason, `endedRuntime`. A warning and
 * never a fault: what exists can be synthesized, rolled back and torn down on any day.
 *
 * @param environments those that have functions
 * @param today `YYYY-MM-DD`
 */
export function runtimeWarnings(
  environments: readonly Pick<Environment, "name" | "endedRuntime">[],
  today: string,
  runtime: Runtime = functionRuntime,
): string[] {
  const { deprecatedFrom, noCreateFrom, noUpdateFrom } = runtimes[runtime];
  if (daysBetween(today, deprecatedFrom) > noticeDays) return [];
  const hasEnded = today >= noUpdateFrom;
  const told = environments.filter(({ endedRuntime }) => !hasEnded || endedRuntime !== runtime);
  if (told.length === 0) return [];
  const functions = `functions of ${told.map(({ name }) => name).join(", ")} run on ${runtime}`;
  return [
    hasEnded
      ? `${functions}, and AWS Lambda has updated no function on ${runtime} since ${noUpdateFrom}: an apply that changes such a function fails; move to another runtime by the steps of docs/cdk-terrain.md, or give endedRuntime: { value: "${runtime}", reason }`
      : `${functions}, which AWS Lambda deprecates on ${deprecatedFrom}: Lambda creates no function on ${runtime} from ${noCreateFrom} and updates no function on ${runtime} from ${noUpdateFrom}; move to another runtime by the steps of docs/cdk-terrain.md`,
  ];
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
