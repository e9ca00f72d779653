import { Estate, type Resource, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, unknown } from "../../plan/normal";
import { type Judgement, sidesOf, withPlace } from "../../settings/setting";
import { wordsOf } from "../../settings/words";
import { answerHeaderFindings, answerTextFindings } from "./answer-parts";
import { apiKeyOf } from "./api-of";
import { Deployments } from "./deployment";

export const answerTypes = ["aws_api_gateway_gateway_response", "aws_api_gateway_integration_response"] as const;

const statuses = ["status_code", "selection_pattern", "content_handling"];

export const judgedOfAnswers = [
  ...statuses,
  "response_parameters",
  "response_templates",
  "response_type",
  "rest_api_id",
  "resource_id",
  "http_method",
];

/** A finding that is laid at its resource, together with the resource. */
interface Said {
  readonly one: Resource;
  readonly finding: Finding;
}

/** What a REST API's own answers say: their headers, their text and their status. A change of many in one way is one finding. */
export function answerFindings(estate: Estate, deployments: Deployments): readonly Finding[] {
  const said = estate
    .changed(...answerTypes)
    .flatMap((one) => findingsOf(one).map((finding) => ({ one, finding: inForce(one, finding, deployments) })));
  return grouped(estate, said);
}

const inForce = (one: Resource, finding: Finding, deployments: Deployments): Finding => ({
  ...finding,
  meaning: finding.meaning + deployments.sentence(one),
});

const findingsOf = (one: Resource): readonly Finding[] =>
  one.before === undefined || one.after === undefined
    ? wholeFindings(one)
    : [...answerHeaderFindings(one), ...answerTextFindings(one), ...statusFindings(one)];

/** Without a response of its own, API Gateway gives a standard answer (API Gateway Developer Guide, "Gateway responses"). */
function wholeFindings(one: Resource): readonly Finding[] {
  if (one.type !== "aws_api_gateway_gateway_response") return [];
  const isLost = one.after === undefined;
  const [own, standard] = ["the environment's answer", "API Gateway's answer"];
  return [
    {
      rule: "api-gateway-response",
      consequence: "guard lost",
      direction: isLost ? "weaker" : "stronger",
      place: one,
      before: isLost ? own : standard,
      after: isLost ? standard : own,
      meaning: isLost
        ? "Such calls get API Gateway's own answer, without the headers and the text that were set."
        : "Such calls get an answer with the headers and the text that are set.",
    },
  ];
}

function statusFindings(one: Resource): readonly Finding[] {
  return statuses.flatMap((path) => {
    const [before, after] = sidesOf(one, path);
    if (keyOf(before) === keyOf(after)) return [];
    const judgement: Judgement = {
      rule: "api-answer-status",
      consequence: after === unknown ? "not reviewable" : "contract",
      direction: "cannot tell",
      part: path.replaceAll("_", " "),
      before: wordsOf(before),
      after: wordsOf(after),
      meaning: "Callers get another status, or an answer for other cases, and must know.",
    };
    return [withPlace(judgement, one, path)];
  });
}

/** One finding for what many answers of an API change in the same way, where each changes nothing else. */
function grouped(estate: Estate, said: readonly Said[]): readonly Finding[] {
  const counts = new Map<Resource, number>();
  for (const { one } of said) counts.set(one, (counts.get(one) ?? 0) + 1);
  const groups = new Map<string, Said[]>();
  for (const { one, finding } of said) {
    const { place: _, says, ...same } = finding;
    const isAlone = counts.get(one) === 1 && one.changes.length <= 1;
    const key = isAlone
      ? JSON.stringify([apiKeyOf(estate, one.after === undefined ? "before" : "after", one), same])
      : JSON.stringify([one.layer, one.address, same, says]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [{ one, finding }]);
    else group.push({ one, finding });
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    if (others.length === 0) return [first.finding];
    const part = first.finding.part ?? textOf(first.one.after ?? first.one.before, "response_type") ?? "answer";
    const more = `${others.length} ${others.length === 1 ? "answer" : "answers"} more`;
    return [{ ...first.finding, part: `${part} (and ${more})`, alsoSays: others.map(({ one }) => one) }];
  });
}
