import { attribute, type Resource } from "../../estate";
import type { Finding } from "../../finding";
import { JsonText, type Normal, unknown } from "../../plan/normal";
import { changedNames } from "../../settings/maps";
import { sidesOf, unknownAfter, withPlace } from "../../settings/setting";
import { type HeaderChange, headerMeaning } from "./headers";

/** The headers of an answer that change. */
export function answerHeaderFindings(one: Resource): readonly Finding[] {
  const path = "response_parameters";
  const [before, after] = sidesOf(one, path);
  if (after === unknown) return [withPlace(unknownAfter("api-answer", "the headers of the answer"), one, path)];
  return changedNames(before, after).map((key) => {
    const name = key.replace(/^.*\.header\./i, "").toLowerCase();
    const [had, has] = [attribute(before, key), attribute(after, key)];
    const change: HeaderChange = { name, before: textIn(had), after: textIn(has) };
    const meaning = headerMeaning(change);
    const finding = {
      ...meaning,
      part: `header ${name}`,
      before: change.before ?? "none",
      after: change.after ?? "none",
    };
    const judgement = has === unknown ? unknownAfter(meaning.rule, `the header ${name}`, change.before) : finding;
    return withPlace(judgement, one, `${path}.${JSON.stringify(key)}`);
  });
}

/** A text stands in quotes; a value without is taken from the request or from the backend's answer. */
const textIn = (value: Normal | undefined): string | undefined =>
  typeof value === "string" ? value.replace(/^'(.*)'$/, "$1") : value === undefined ? undefined : "(not shown)";

/** The text of an answer: one that repeats what a backend said can say too much. */
export function answerTextFindings(one: Resource): readonly Finding[] {
  const path = "response_templates";
  const [before, after] = sidesOf(one, path);
  const names = changedNames(before, after);
  if (names.length === 0) return [];
  const rule = "api-answer-text";
  if (after === unknown) return [withPlace(unknownAfter(rule, "the text of the answer"), one, path)];
  const [had, has] = [before, after].map((all) => names.some((name) => repeats(attribute(all, name))));
  const direction = had === has ? "cannot tell" : has === true ? "weaker" : "stronger";
  const judgement = {
    rule,
    consequence: "guard lost",
    direction,
    part: `text of the answer (${names.join(", ")})`,
    meaning: meanings[direction],
  } as const;
  return [withPlace(judgement, one, path)];
}

const meanings = {
  weaker: "Callers are told what the backend or the check of the request says: an error may tell of the inside.",
  stronger: "Callers are no longer told what the backend or the check of the request says.",
  "cannot tell": "Callers get another text: check that an error tells nothing of the inside.",
} as const;

/** Variables that repeat what the backend or the check said (API Gateway Developer Guide, "Variables for data transformations"). */
const repeats = (template: Normal | undefined): boolean =>
  /\$context\.error\.(?:message|validationErrorString)|\$input\.|\$context\.integration/.test(
    typeof template === "string" ? template : template instanceof JsonText ? JSON.stringify(template) : "",
  );
