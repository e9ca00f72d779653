import { type Estate, type Place, type Resource, attribute, isChanged, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { type Normal, isObject, keyOf, unknown } from "../../plan/normal";
import { type Judgement, sidesOf, unknownAfter, withPlace } from "../../settings";
import { apiOf } from "./api-of";
import type { Deployments } from "./deployment";
import { type HeaderChange, headerMeaning } from "./headers";
import { changedNames } from "./integrations";

export const answerTypes = ["aws_api_gateway_gateway_response", "aws_api_gateway_integration_response"] as const;

export const judgedOfAnswers = [
  "response_parameters",
  "response_templates",
  "status_code",
  "response_type",
  "rest_api_id",
  "resource_id",
  "http_method",
  "selection_pattern",
  "content_handling",
];

/** What a REST API's own answers say: their headers, their text and their status. A change of many in one way is one finding. */
export function answerFindings(estate: Estate, deployments: Deployments): readonly Finding[] {
  const found = estate
    .ofType(...answerTypes)
    .filter((one) => isChanged(one) && one.action !== "forget")
    .flatMap((one) => [...lostOrMade(one), ...(isWhole(one) ? [] : [...headerFindings(one), ...textFindings(one)])])
    .map((one) => ({ ...one, meaning: one.meaning + deployments.sentence(one.place as Resource) }));
  return grouped(estate, found);
}

const isWhole = ({ before, after }: Place): boolean => before === undefined || after === undefined;

/** Without a response of its own, API Gateway gives a standard answer (API Gateway Developer Guide, "Gateway responses"). */
function lostOrMade(one: Resource): readonly (Finding & { readonly place: Resource })[] {
  if (!isWhole(one) || one.type !== "aws_api_gateway_gateway_response") return [];
  const isLost = one.after === undefined;
  return [
    {
      rule: "api-gateway-response",
      consequence: "guard lost",
      direction: isLost ? "weaker" : "stronger",
      place: one,
      before: isLost ? "the environment's answer" : "API Gateway's answer",
      after: isLost ? "API Gateway's answer" : "the environment's answer",
      meaning: isLost
        ? "Such calls get API Gateway's own answer, without the headers and the text that were set."
        : "Such calls get an answer with the headers and the text that are set.",
    },
  ];
}

/** A text stands in quotes; a value without is taken from the request or from the backend's answer. */
const textIn = (value: Normal | undefined): string | undefined =>
  typeof value === "string" ? value.replace(/^'(.*)'$/, "$1") : value === undefined ? undefined : "(not shown)";

function headerFindings(one: Resource): readonly Finding[] {
  const path = "response_parameters";
  const [before, after] = sidesOf(one, path);
  if (after === unknown) return [withPlace(unknownAfter("api-answer", "the headers of the answer"), one, path)];
  return changedNames(before, after).map((key) => {
    const name = key.replace(/^.*\.header\./i, "").toLowerCase();
    const [had, has] = [attribute(before, key), attribute(after, key)];
    const [from, to] = [textIn(had), textIn(has)];
    const change: HeaderChange = {
      name,
      ...(from !== undefined && { before: from }),
      ...(to !== undefined && { after: to }),
    };
    const finding: Judgement = {
      ...headerMeaning(change),
      part: `header ${name}`,
      before: from ?? "none",
      after: to ?? "none",
    };
    const judgement = has === unknown ? unknownAfter(finding.rule, `the header ${name}`, from) : finding;
    // A map that comes or goes as a whole is one change; a key in it is another, in quotes.
    return { ...withPlace(judgement, one, `${path}.${JSON.stringify(key)}`), place: one };
  });
}

/** The API's own text: an answer that says why can say too much. */
function textFindings(one: Resource): readonly Finding[] {
  const [templates, texts] = ["response_templates", sidesOf(one, "response_templates")] as const;
  const names = changedNames(...texts);
  const found: Finding[] = [];
  if (names.length > 0) {
    const isMessage = names.some((name) => saysWhy(attribute(texts[1], name)) && !saysWhy(attribute(texts[0], name)));
    const wasMessage = names.some((name) => saysWhy(attribute(texts[0], name)) && !saysWhy(attribute(texts[1], name)));
    const direction = isMessage ? (wasMessage ? "cannot tell" : "weaker") : wasMessage ? "stronger" : "cannot tell";
    const judgement: Judgement = {
      rule: "api-answer-text",
      consequence: "guard lost",
      direction,
      part: `text of the answer (${names.join(", ")})`,
      meaning:
        direction === "weaker"
          ? "Callers are told what the backend or the check of the request says: an error may tell of the inside."
          : direction === "stronger"
            ? "Callers are no longer told what the backend or the check of the request says."
            : "Callers get another text: check that an error tells nothing of the inside.",
    };
    found.push(withPlace(judgement, one, templates));
  }
  for (const path of ["status_code", "selection_pattern", "content_handling"]) {
    const [before, after] = sidesOf(one, path);
    if (keyOf(before) === keyOf(after)) continue;
    const judgement: Judgement = {
      rule: "api-answer-status",
      consequence: "contract",
      direction: "cannot tell",
      part: path.replaceAll("_", " "),
      before: textIn(before) ?? "none",
      after: after === unknown ? "known after apply" : (textIn(after) ?? "none"),
      meaning: "Callers get another status, or an answer for other cases: they must know.",
    };
    found.push(withPlace(judgement, one, path));
  }
  return found;
}

/** Variables that repeat what the backend or the validator said (API Gateway Developer Guide, "Variables for data transformations"). */
const saysWhy = (template: Normal | undefined): boolean =>
  /\$context\.error\.(?:message|validationErrorString)|\$input\.|\$context\.integration/.test(
    typeof template === "string" ? template : isObject(template) ? "" : JSON.stringify(template ?? ""),
  );

/** One finding for a header that all answers of an API change in the same way, where the change is all that they change. */
function grouped(estate: Estate, found: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of found) {
    const { rule, part, before, after, direction, meaning, place } = finding;
    const api = apiOf(estate, place.after === undefined ? "before" : "after", place as Resource);
    const key = JSON.stringify([api?.layer, api?.address, rule, part, before, after, direction, meaning]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    const alone = others.filter(({ place }) => !isSaidWhole(place, found));
    const same = others.filter(({ place }) => isSaidWhole(place, found));
    if (same.length === 0) return group;
    return [
      {
        ...first,
        part: `${first.part ?? textOf(first.place.after ?? first.place.before, "response_type") ?? "answer"} (and ${same.length} answers more)`,
        alsoSays: same.map(({ place }) => place),
      },
      ...alone,
    ];
  });
}

/** Whether an answer has no other finding and no other change than the one that its group says. */
const isSaidWhole = (place: Place, found: readonly Finding[]): boolean =>
  found.filter((one) => one.place === place).length === 1 && (place as Resource).changes.length <= 1;
