import { attribute, blockOf, Estate, type Resource, type Side, type Target, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, unknown } from "../../plan/normal";
import { foreignAccount } from "../../settings/accounts";
import { targetWords } from "../../settings/names";
import { without } from "../../settings/paths";
import { type Judgement, sidesOf, unknownAfter, withPlace } from "../../settings/setting";

/** The log of who called what. */
export function logFindings(estate: Estate, stage: Resource): readonly Finding[] {
  const path = "access_log_settings";
  const log = { rule: "api-access-log", consequence: "guard lost", part: "access log" } as const;
  if (attribute(stage.after, path) === unknown) return [withPlace(unknownAfter(log.rule, log.part), stage, path)];
  const [had, has] = [isLogged(stage, "before"), isLogged(stage, "after")];
  if (had !== has) {
    const isLost = had;
    const account = foreignAccount(estate.accounts, textAt(stage, "after"));
    if (!isLost && account !== undefined)
      return [withPlace(elsewhere(log.rule, "off", shortOf(textAt(stage, "after")), account), stage, path)];
    const finding = {
      ...log,
      direction: isLost ? "weaker" : "stronger",
      before: stage.before === undefined ? "nothing" : isLost ? "on" : "off",
      after: isLost ? "off" : "on",
      meaning: isLost ? "Nothing says who called the API, and how." : "Each call of the API is logged.",
    } as const;
    return [withPlace(finding, stage, path)];
  }
  const isWhole = stage.before === undefined || stage.after === undefined;
  return had && !isWhole ? [...placeFindings(estate, stage), ...fieldFindings(stage)] : [];
}

/** A stage that is not there lacks no log. */
const isLogged = (stage: Resource, side: Side): boolean =>
  stage[side] === undefined || blockOf(stage[side], "access_log_settings") !== undefined;

function placeFindings(estate: Estate, stage: Resource): readonly Finding[] {
  const path = "access_log_settings.destination_arn";
  const [had, has] = [estate.target("before", stage, path), estate.target("after", stage, path)];
  const [was, is] = [shortWords(had), shortWords(has)];
  if (has.kind !== "unknown" && identityOf(had) === identityOf(has)) return [];
  const account = has.kind === "value" ? foreignAccount(estate.accounts, has.value) : undefined;
  if (account !== undefined) return [withPlace(elsewhere("api-access-log", was, is, account), stage, path)];
  const finding = {
    rule: "api-access-log",
    consequence: has.kind === "unknown" ? "not reviewable" : "guard lost",
    direction: "cannot tell",
    part: "access log",
    before: was,
    after: is,
    meaning: "Calls of the API are logged elsewhere: alarms and readers of the old log see nothing more.",
  } as const;
  return [withPlace(finding, stage, path)];
}

/** The ARN of what is named, since a log group of another account may have the same name. */
const identityOf = (target: Target): string =>
  target.kind === "value"
    ? bare(target.value)
    : target.kind === "resource"
      ? bare(textOf(target.resource.before ?? target.resource.after, "arn") ?? target.resource.address)
      : target.kind;

const shortWords = (target: Target): string => (target.kind === "value" ? shortOf(target.value) : targetWords(target));

/** A log in another account. */
const elsewhere = (rule: string, before: string, after: string, account: string): Judgement => ({
  rule,
  consequence: "exposure",
  direction: "weaker",
  part: "access log",
  before,
  after: `${after} of account ${account}`,
  meaning: "Another account has who called the API, and how; who read the old log sees nothing more.",
});

const textAt = (stage: Resource, side: Side): string =>
  textOf(blockOf(stage[side], "access_log_settings"), "destination_arn") ?? "";

/** Terraform takes an ARN of a log group with and without `:*` for the same. */
const bare = (arn: string): string => arn.replace(/:\*$/, "");
const shortOf = (arn: string): string => bare(arn).replace(/^arn:.*:log-group:/, "log group ");

/** A field less is what a reader of the log no longer has. */
function fieldFindings(stage: Resource): readonly Finding[] {
  const path = "access_log_settings.format";
  const [before, after] = sidesOf(stage, path);
  if (keyOf(before) === keyOf(after)) return [];
  const [had, has] = [fieldsOf(before), fieldsOf(after)];
  const [lost, won] = [without(had, has), without(has, had)];
  const isLost = lost.length > 0;
  const finding = {
    rule: "api-access-log-fields",
    consequence: isLost || won.length > 0 ? "guard lost" : "other",
    direction: isLost ? (won.length > 0 ? "cannot tell" : "weaker") : won.length > 0 ? "stronger" : "neutral",
    part: "fields of the access log",
    ...(lost.length > 0 && { before: lost.join(", ") }),
    ...(won.length > 0 && { after: won.join(", ") }),
    meaning: isLost
      ? "The access log no longer says this of a call."
      : won.length > 0
        ? "The access log says this of a call too."
        : "The access log is written in another form: whoever reads the log by a pattern must know.",
  } as const;
  return [withPlace(finding, stage, path)];
}

/** The variables of a log's format, such as `$context.status`. */
function fieldsOf(format: ReturnType<typeof sidesOf>[0]): readonly string[] {
  const text = typeof format === "string" ? format : JSON.stringify(format ?? "");
  return [...new Set(text.match(/\$context\.[\w.-]+/g))].sort();
}
