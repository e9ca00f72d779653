import { type Estate, type Resource, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { isUpdate } from "../../settings/changed";
import { type Judge, neutral } from "../../settings/judges";
import { valueAt } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { type TypedSetting, settingFindings, statesOf } from "../../settings/setting";
import { scalar, wordsOf } from "../../settings/words";
import { accountOfFunction, registryIn } from "./accounts";

const type = "aws_lambda_function";

/** What names a package. Of the code itself a plan has the hash alone. */
const packages = ["source_code_hash", "s3_bucket", "s3_key", "s3_object_version", "image_uri", "package_type"];

/** What AWS says of a version: each changes with a new version, whatever made the version. */
const published = [
  "version",
  "qualified_arn",
  "qualified_invoke_arn",
  "last_modified",
  "code_sha256",
  "source_code_size",
];

/** `nodejs22.x` is later than `nodejs20.x`. Nothing compares two languages. */
const byRuntime: Judge = (before, after) => {
  const [had, has] = [runtimeOf(scalar(before)), runtimeOf(scalar(after))];
  if (had.language !== has.language) return "cannot tell";
  const position = had.numbers.findIndex((number, index) => number !== has.numbers[index]);
  if (position < 0) return had.numbers.length === has.numbers.length ? "cannot tell" : "stronger";
  return (has.numbers[position] ?? 0) < (had.numbers[position] ?? 0) ? "weaker" : "stronger";
};

function runtimeOf(runtime: string): { readonly language: string; readonly numbers: readonly number[] } {
  return {
    language: /^[a-z]*/.exec(runtime)?.[0] ?? "",
    numbers: (runtime.match(/\d+/g) ?? []).map(Number),
  };
}

const settings: readonly TypedSetting[] = [
  {
    rule: "function-runtime",
    types: [type],
    path: "runtime",
    part: "runtime",
    consequence: "guard lost",
    judge: byRuntime,
    weaker: "AWS ends the security patches of an older runtime first, and then the updates of its functions.",
    stronger: "The code runs on a later runtime, which AWS patches for longer.",
    changed: "The code runs in another language or image, so compare the two by hand.",
  },
  {
    rule: "function-handler",
    types: [type],
    path: "handler",
    part: "handler",
    consequence: "other",
    judge: neutral,
    changed: "Lambda calls another entry of the code.",
  },
  {
    rule: "function-architecture",
    types: [type],
    path: "architectures",
    part: "architecture",
    consequence: "other",
    judge: neutral,
    changed: "The package must be built for the new processor.",
  },
  {
    rule: "function-image",
    types: [type],
    path: "image_config",
    part: "start of the image",
    consequence: "other",
    judge: neutral,
    changed: "The image starts with another command, entry point or folder.",
  },
];

/** What a function runs (AWS Lambda Developer Guide, "Lambda runtimes", "Runtime deprecation policy"). */
export const code: Question = {
  judges: { [type]: [...packages, ...published, ...settings.map(({ path }) => path)] },
  find: (estate) =>
    estate
      .changed(type)
      .filter(isUpdate)
      .flatMap((resource) => [...codeFindings(resource, estate), ...settingFindings(settings, statesOf(resource))]),
};

function codeFindings(resource: Resource, estate: Estate): readonly Finding[] {
  const changed = resource.changes.filter(({ path }) => packages.includes(path));
  const isNewVersion = resource.changes.some(({ path }) => published.includes(path));
  if (changed.length === 0) return isNewVersion ? [newVersion(resource)] : [];
  return [
    {
      rule: "function-code",
      consequence: "other",
      direction: "neutral",
      place: resource,
      part: "code",
      ...sourceOf(resource),
      meaning: "Other code runs after the apply: a plan has the hash of the package alone, so review the code itself.",
      says: [...packages, ...published],
      ...registryJudgement(resource, estate),
    },
  ];
}

/** Whose registry the image comes from (AWS Lambda Developer Guide, "Create a Lambda function using a container image"). */
function registryJudgement(
  resource: Resource,
  estate: Estate,
): Pick<Finding, "consequence" | "direction" | "meaning"> | undefined {
  const [had, has] = [resource.before, resource.after].map((side) => registryIn(textOf(side, "image_uri")));
  const own = accountOfFunction(estate, resource);
  if (had === has || own === undefined) return undefined;
  const [was, is] = [had, has].map((one) => one !== undefined && one !== own);
  if (was !== true && is !== true) return undefined;
  return {
    consequence: "privilege gained",
    direction: was === is ? "cannot tell" : is === true ? "weaker" : "stronger",
    meaning:
      is === true
        ? `The image is of account ${String(has)}, whose code runs with the function's role.`
        : `Code of account ${String(had)} no longer runs with the function's role.`,
  };
}

/** An object or an image has a name that says more than a hash. */
function sourceOf({ before, after }: Resource): Pick<Finding, "before" | "after"> {
  const shown = ["image_uri", "s3_key"].find((name) => valueAt(after, name) !== undefined);
  return shown === undefined ? {} : { before: wordsOf(valueAt(before, shown)), after: wordsOf(valueAt(after, shown)) };
}

const newVersion = (resource: Resource): Finding => ({
  rule: "function-version",
  consequence: "other",
  direction: "neutral",
  place: resource,
  part: "version",
  meaning: "Lambda publishes a new version with the changed settings.",
  says: published,
});
