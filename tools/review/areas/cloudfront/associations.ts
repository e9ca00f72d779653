import { type Resource, type Side, attribute, blocksOf, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { type Pointed, type Pointing, isSame, pointedWords } from "../transport/pointing";
import { type States, partOf, pathIn, unknownFinding } from "../../settings/setting";
import { scalar } from "../../settings/words";
import type { Handled } from "./behaviors";

const kinds = [
  { name: "function_association", arn: "function_arn" },
  { name: "lambda_function_association", arn: "lambda_arn" },
] as const;

/** Functions that see requests and answers: what one checks or adds is gone with the function. */
export function associationFindings(pointing: Pointing, place: Resource, states: States, handled: Handled): Finding[] {
  return kinds.flatMap((kind) => {
    if (attribute(states.after, kind.name) === unknown) return [unknownFinding(states, "functions", [kind.name])];
    const [had, has] = (["before", "after"] as const).map((side) =>
      functionsOf(pointing, place, side, states, handled, kind),
    );
    const events = [...new Set([...(had?.keys() ?? []), ...(has?.keys() ?? [])])].sort();
    return events.flatMap((event) => finding(states, kind.name, event, had?.get(event), has?.get(event)));
  });
}

interface Associated {
  readonly pointed: Pointed | undefined;
  readonly body: boolean;
}

function functionsOf(
  pointing: Pointing,
  place: Resource,
  side: Side,
  states: States,
  handled: Handled,
  { name, arn }: (typeof kinds)[number],
): ReadonlyMap<string, Associated> {
  return new Map(
    blocksOf(states[side], name).map((one) => [
      textOf(one, "event_type") ?? "an event known after apply",
      {
        pointed: pointing.at(side, place, `${handled[side].reference}.${name}.${arn}`, attribute(one, arn)),
        body: scalar(attribute(one, "include_body")) === "true",
      },
    ]),
  );
}

function finding(
  states: States,
  name: string,
  event: string,
  had: Associated | undefined,
  has: Associated | undefined,
): Finding[] {
  const same = isSame(had?.pointed, has?.pointed);
  if (same === true && had?.body === has?.body) return [];
  const [before, after] = [had, has].map((one) => (one === undefined ? "none" : pointedWords(one.pointed)));
  return [
    {
      rule: "edge-function",
      consequence: "guard lost",
      direction: had === undefined ? "stronger" : has === undefined ? "weaker" : "cannot tell",
      place: states.place,
      part: partOf(states, `function at ${event}`),
      before: before ?? "none",
      after: after ?? "none",
      meaning:
        has === undefined
          ? "No function sees the requests any more: what the function checked or added, such as the header that the origin asks for, is gone."
          : had === undefined
            ? "A function sees the requests, and may check, change or refuse each."
            : same === true
              ? "The function gets the body of requests, or no longer."
              : "Another function sees the requests: read what the function checks and adds.",
      says: [pathIn(states, name)],
    },
  ];
}
