import { type Resource, attribute, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { JsonText, keyOf, unknown } from "../../plan/normal";
import { isUpdate } from "../../settings/changed";
import { type Judge, saferOn, weakerAbove, weakerWith, weakerWithout } from "../../settings/judges";
import { valueAt, withoutEmpty } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { type Setting, notReviewable, ofSettings, settingFindings } from "../../settings/setting";
import { wordsOf } from "../../settings/words";

const type = "aws_ssm_document";

const setting = (
  name: string,
  part: string,
  judge: Judge,
  meanings: Pick<Setting, "weaker" | "stronger" | "changed">,
  standard?: Setting["standard"],
): Setting => ({
  rule: "session-record",
  path: `inputs.${name}`,
  part,
  consequence: "guard lost",
  judge,
  ...meanings,
  ...(standard !== undefined && { standard }),
});

const record = {
  weaker: "What people type in sessions is recorded in one place less.",
  stronger: "What people type in sessions is recorded in one place more.",
  changed: "The records of sessions go elsewhere.",
};
const encrypted = {
  weaker: "Records of sessions may go to a place that does not encrypt them.",
  stronger: "Records of sessions go to an encrypted place alone.",
};

const settings: readonly Setting[] = [
  setting("cloudWatchLogGroupName", "log group of the records", weakerWithout, record),
  setting("s3BucketName", "bucket of the records", weakerWithout, record),
  setting("cloudWatchEncryptionEnabled", "encryption of the log group", saferOn, encrypted, true),
  setting("s3EncryptionEnabled", "encryption of the bucket", saferOn, encrypted, true),
  setting(
    "cloudWatchStreamingEnabled",
    "records while the session runs",
    saferOn,
    {
      weaker: "The record of a session comes only when the session ends.",
      stronger: "The record comes while the session runs.",
    },
    true,
  ),
  setting("kmsKeyId", "key of the session", weakerWithout, {
    weaker: "Only TLS protects what a session carries, without a key that a policy guards.",
    stronger: "A key protects what a session carries.",
    changed: "Another key protects what a session carries.",
  }),
  setting(
    "idleSessionTimeout",
    "idle minutes",
    weakerAbove,
    {
      weaker: "A session that was left open stays open longer.",
      stronger: "A session that was left open ends sooner.",
    },
    20,
  ),
  setting("maxSessionDuration", "longest session", byDuration, {
    weaker: "A session may last longer.",
    stronger: "A session ends sooner.",
  }),
  setting(
    "runAsEnabled",
    "named user of the system",
    saferOn,
    {
      weaker: "Everybody works as ssm-user, who may become root.",
      stronger: "Each person works as a user of the system of their own.",
    },
    false,
  ),
];

/** Without a longest session, a session may last without end. */
function byDuration(before: Parameters<Judge>[0], after: Parameters<Judge>[0]): ReturnType<Judge> {
  return before === undefined || after === undefined ? weakerWithout(before, after) : weakerAbove(before, after);
}

const sharing = ofSettings([
  {
    rule: "document-shared",
    types: [type],
    path: "permissions",
    part: "shared with",
    safe: null,
    consequence: "exposure",
    judge: weakerWith,
    words: (value) => (value === undefined ? "nobody" : wordsOf(valueAt(value, "account_ids"))),
    weaker: "Other accounts can read and run the document.",
    stronger: "Fewer accounts can read and run the document.",
  },
]);

/** What Session Manager records, and what other documents run (AWS Systems Manager User Guide, "Session document schema"). */
export const documents: Question = {
  judges: { [type]: ["content", "document_format", "document_type", "permissions"] },
  find: (estate) => [...sharing.find(estate), ...estate.changed(type).filter(isUpdate).flatMap(contentFindings)],
};

function contentFindings(resource: Resource): readonly Finding[] {
  const [before, after] = [attribute(resource.before, "content"), attribute(resource.after, "content")];
  if (keyOf(before) === keyOf(after)) return [];
  const about = { rule: "document-content", place: resource, part: "content", says: ["content"] };
  if (after === unknown) return notReviewable(resource, "content", about);
  if (!isSession(resource) || !(before instanceof JsonText) || !(after instanceof JsonText)) {
    return [
      {
        ...about,
        consequence: "other",
        direction: "cannot tell",
        meaning: "The document does something else where it runs: read its steps.",
      },
    ];
  }
  const found = settingFindings(settings, {
    place: resource,
    before: withoutEmpty(before.value),
    after: withoutEmpty(after.value),
    at: "content",
  });
  const said = new Set(found.flatMap(({ says = [] }) => says));
  const rest = resource.changes.filter((one) => /^content\b/.test(one.path) && !said.has(one.path) && !isPlain(one));
  if (rest.length === 0) return found;
  return [
    ...found,
    {
      ...about,
      consequence: "guard lost",
      direction: "cannot tell",
      part: rest.map(({ path }) => path.replace(/^content\.(?:inputs\.)?/, "")).join(", "),
      meaning: "Sessions work in another way: read the setting.",
      says: rest.map(({ path }) => path),
    },
  ];
}

const isSession = ({ after }: Resource): boolean => textOf(after, "document_type") === "Session";
const isPlain = ({ path, before = "", after = "" }: Resource["changes"][number]): boolean =>
  before === after || /^content\.(?:description|schemaVersion)$/.test(path);
