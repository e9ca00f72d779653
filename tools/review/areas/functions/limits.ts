import { type Judge, neutral, weakerBelow, weakerWithout } from "../../settings/judges";
import { type TypedSetting, ofSettings } from "../../settings/setting";
import { numberOf, wordsOf } from "../../settings/words";

const type = "aws_lambda_function";
const unreserved = -1;

/** Zero stops every call. A reservation is a share that is kept and a limit at once, so its loss cannot be told. */
const byConcurrency: Judge = (before, after) => {
  const [had, has] = [numberOf(before), numberOf(after)];
  if (has === 0) return "weaker";
  if (had === 0) return "stronger";
  return had === unreserved || has === unreserved ? "cannot tell" : weakerBelow(before, after);
};

const settings: readonly TypedSetting[] = [
  {
    rule: "function-memory",
    types: [type],
    path: "memory_size",
    part: "memory",
    standard: 128,
    consequence: "downtime",
    judge: weakerBelow,
    words: (value) => `${wordsOf(value)} MB`,
    weaker: "Calls have less memory and processor: they take longer, or end without an answer.",
    stronger: "Calls have more memory and processor.",
  },
  {
    rule: "function-timeout",
    types: [type],
    path: "timeout",
    part: "timeout",
    standard: 3,
    consequence: "downtime",
    judge: weakerBelow,
    words: (value) => `${wordsOf(value)} s`,
    weaker: "Lambda ends calls sooner: what takes longer fails.",
    stronger: "Calls may take longer before Lambda ends them.",
  },
  {
    rule: "function-reserved-concurrency",
    types: [type],
    path: "reserved_concurrent_executions",
    part: "reserved concurrency",
    standard: unreserved,
    consequence: "downtime",
    judge: byConcurrency,
    words: (value) => (numberOf(value) === unreserved ? "unreserved" : wordsOf(value)),
    weaker: "Fewer calls run at a time and Lambda throttles the rest; at zero Lambda throttles every call.",
    stronger: "More calls run at a time.",
    changed: "A reservation keeps a share of the account's concurrency for the function and is also its limit.",
  },
  {
    rule: "function-storage",
    types: [type],
    path: "ephemeral_storage.size",
    part: "temporary storage",
    standard: 512,
    consequence: "downtime",
    judge: weakerBelow,
    words: (value) => `${wordsOf(value)} MB`,
    weaker: "A call that writes more than this to /tmp fails.",
    stronger: "A call may write more to /tmp.",
  },
  {
    rule: "function-provisioned-concurrency",
    types: ["aws_lambda_provisioned_concurrency_config"],
    path: "provisioned_concurrent_executions",
    part: "provisioned concurrency",
    safe: 0,
    consequence: "downtime",
    judge: weakerBelow,
    weaker: "Fewer environments are ready: more calls wait for a start.",
    stronger: "More environments are ready before a call comes.",
  },
  {
    rule: "function-snapshot",
    types: [type],
    path: "snap_start.apply_on",
    part: "SnapStart",
    standard: "None",
    consequence: "other",
    judge: neutral,
    changed: "Only how fast a new environment starts is different.",
  },
  {
    rule: "function-dead-letters",
    types: [type],
    path: "dead_letter_config.target_arn",
    part: "dead-letter queue",
    consequence: "guard lost",
    judge: weakerWithout,
    weaker: "An event that fails to the end is dropped, and nobody can look at the event.",
    stronger: "An event that fails to the end is kept.",
    changed: "Events that fail to the end go elsewhere.",
  },
  {
    rule: "function-failed-events",
    types: ["aws_lambda_function_event_invoke_config"],
    path: "destination_config.on_failure.destination",
    part: "destination of failed events",
    consequence: "guard lost",
    judge: weakerWithout,
    weaker: "An event that fails to the end is dropped, and nobody can look at the event.",
    stronger: "An event that fails to the end is kept.",
    changed: "Events that fail to the end go elsewhere.",
  },
];

/**
 * What bounds the calls of a function (AWS Lambda Developer Guide, "Lambda quotas", "Configuring reserved concurrency for a
 * function", "Retaining records of asynchronous invocations").
 */
export const limits = ofSettings(settings);
