import { ToolError } from "../shared/errors";
import type { Synthesis } from "../shared/synthesize";
import { type Digest, digestOf } from "./digest";
import { unexpected } from "./expected-digest";
import { givenOf, inputOf, nameOf, plansIn, textIn } from "./given-plans";
import { htmlOf } from "./pages/html";
import { jsonOf } from "./pages/json";
import { markdownOf } from "./pages/markdown";
import type { Printed } from "./pages/page";
import { seen } from "./pages/shown";
import { textOf } from "./pages/text";
import { refusal } from "./plan/json-text";
import type { Plan } from "./plan/model";
import { readPlan } from "./plan/read-plan";
import { type Policy, defaultPolicy, readPolicy } from "./policy";
import { redactedPlan } from "./redact";
import { type ReviewOptions, reviewOf } from "./review";
import type { RecordLine } from "./source/record-lines";
import { type Source, onlyEnvironment, sourceOf, synthesisOf, withSource } from "./source/source";

export const formats = { markdown: markdownOf, json: jsonOf, html: htmlOf, text: textOf } as const;

/** The command line of `npm run review`. */
export interface ReviewArguments {
  /** Files; `-` for standard input, `network=plan.json` for a plan that does not tell its layer. */
  readonly plans: readonly string[];
  readonly environment?: string;
  /** A file. */
  readonly policy?: string;
  /** @default markdown */
  readonly format?: string;
  /** Prints the plan itself without its secrets, and no review. */
  readonly redact?: boolean;
  readonly expect?: string;
  readonly commit?: string;
  /** A file: Terraform's dependency lock file. */
  readonly lock?: string;
  /** A folder that a synth wrote: what is applied. With `head` alone. */
  readonly base?: string;
  /** A folder that a synth wrote: what is to be applied. With `base` alone. */
  readonly head?: string;
}

/** What a review takes beside the command line. */
export interface ReviewSurroundings extends Pick<ReviewOptions, "areas"> {
  /** Where the record of an environment writes its settings. @default nowhere: no finding has a line */
  readonly linesOf?: (environment: string) => ReadonlyMap<string, RecordLine>;
}

/** What the command prints, and exits with: 0, 1 or 2 as its help says. */
export interface ReviewRun {
  readonly status: 0 | 1 | 2;
  /** The page, or the redacted plan; empty where there is none. */
  readonly output: string;
  /** Sentences for standard error. */
  readonly messages: readonly string[];
}

/**
 * Reads what the command line names, and reviews the plans. What is refused is no exception here, and never a page that says
 * that nothing changes.
 *
 * @param stdin the text of standard input; asked for where a plan is `-`
 */
export function runReview(args: ReviewArguments, stdin: () => string, options: ReviewSurroundings = {}): ReviewRun {
  try {
    return args.redact === true ? redacted(args, stdin) : reviewed(args, stdin, options);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { status: 2, output: "", messages: error.message.split("\n").map(seen) };
  }
}

function redacted(args: ReviewArguments, stdin: () => string): ReviewRun {
  const { plans, environment, format, expect, base, head } = args;
  if ([format, expect, base, head].some((one) => one !== undefined)) {
    throw refusal("--redact prints the plan itself: leave out --format, --expect, --base and --head");
  }
  const [input, ...others] = plans;
  if (input === undefined || others.length > 0) throw refusal("--redact takes one plan");
  const { layer, file } = inputOf(input);
  const text = textIn(file, stdin);
  // What is no plan is not printed: the rules that hide secrets are those of plans.
  readPlan(text, nameOf(file), givenOf(environment, layer));
  return { status: 0, output: redactedPlan(text, nameOf(file)), messages: [] };
}

function reviewed(args: ReviewArguments, stdin: () => string, { areas, linesOf }: ReviewSurroundings): ReviewRun {
  const { environment, commit, lock, expect } = args;
  const format = formatOf(args.format ?? "markdown");
  const policy = args.policy === undefined ? defaultPolicy : policyIn(args.policy);
  const binding = {
    ...(commit !== undefined && { commit }),
    ...(lock !== undefined && { lock: textIn(lock, stdin) }),
  };
  const syntheses = synthesesIn(args);
  const given = plansIn(args.plans, environment, stdin, syntheses !== undefined);
  const source = syntheses && comparedSource(syntheses, given, environment, linesOf);
  const plans = source === undefined ? given : withSource(given, source);
  const review = reviewOf(plans, { ...(areas && { areas }), ...(source && { source }), policy });
  const digest = digestOf(plans, review, binding);
  const differences = expect === undefined ? [] : unexpected(expect, digest);
  return {
    status: statusOf({ review, digest }, expect === undefined ? undefined : differences),
    output: format({ review, digest }),
    messages: [...differences.map((one) => `not as reviewed: ${seen(one)}`), ...notApprovable({ review, digest })],
  };
}

/**
 * A digest that is expected says that somebody approved the change, whatever the policy asks.
 *
 * @param differences from the expected digest; undefined where none is expected
 */
function statusOf({ review }: Printed, differences: readonly string[] | undefined): ReviewRun["status"] {
  if (review.layers.some(({ standing }) => standing === "errored" || standing === "incomplete")) return 2;
  if (differences !== undefined) return differences.length > 0 ? 1 : 0;
  return review.verdict === "stop" ? 1 : 0;
}

const notApprovable = ({ review: { layers } }: Printed): readonly string[] =>
  layers
    .filter(({ standing }) => standing === "errored" || standing === "incomplete")
    .map(
      ({ source, standing }) =>
        `${seen(source)} is ${standing === "errored" ? "a plan that errored" : "a partial plan"}: nobody can approve it`,
    );

interface Syntheses {
  readonly base: Synthesis;
  readonly head: Synthesis;
}

function synthesesIn({ base, head }: ReviewArguments): Syntheses | undefined {
  if (base === undefined && head === undefined) return undefined;
  if (base === undefined || head === undefined)
    throw refusal(`--${base === undefined ? "base" : "head"} is missing: give --base and --head, or neither`);
  return { base: synthesisOf("--base", base), head: synthesisOf("--head", head) };
}

function comparedSource(
  { base, head }: Syntheses,
  plans: readonly Plan[],
  given: string | undefined,
  linesOf: ReviewSurroundings["linesOf"] = () => new Map(),
): Source {
  const planned = plans.map((plan) => plan.environment).find((one) => one !== undefined);
  const environment = given ?? planned ?? onlyEnvironment(base, head);
  return sourceOf(base, head, environment, linesOf(environment));
}

const policyIn = (file: string): Policy =>
  readPolicy(
    textIn(file, () => ""),
    file,
  );

function formatOf(name: string): (printed: { review: Printed["review"]; digest: Digest }) => string {
  const found = Object.entries(formats).find(([one]) => one === name);
  if (found === undefined) throw refusal(`--format is ${name}; give ${Object.keys(formats).join(", ")}`);
  return found[1];
}
