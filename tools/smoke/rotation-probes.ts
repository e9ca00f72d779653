import type { Api } from "../apis/api";
import type { RotatingSecret } from "../apis/rotating-secrets";
import { asked, expectedInWords } from "./answer";
import { askedMostEasily } from "./api-cases";
import type { Case, Row } from "./case";
import { caseName } from "./cases";
import { machineClock } from "./clock";
import { hindranceOf } from "./hindrance";
import type { SmokeOptions } from "./options";
import { politeInterval } from "./pace";
import { firstPlayer } from "./refusal";
import { requestOf } from "./request";
import { type Outcome, type Probe, notSent, once } from "./result";
import { type Watched, watchRotation } from "./rotation";
import { claimsIn } from "./token";
import { admitted } from "./valid-request";

/** One rotation of each secret, whatever asks by it (rows V3, V31). */
export function rotationProbes(options: SmokeOptions): Probe[] {
  const { apis, rotatingSecrets = [] } = options.environment;
  return rotatingSecrets.flatMap((secret) => {
    const [row, cases] =
      secret.of === "the origin's header"
        ? (["V31", apis.flatMap(behindHeader)] as const)
        : (["V3", apis.flatMap(askingForPlayers)] as const);
    return probesOf(row, secret, cases, options);
  });
}

/** Whatever route a caller reaches with the least: the header is asked for before it, or by the function. */
function behindHeader(api: Api): Case[] {
  const one = askedMostEasily(api);
  if (one === undefined) return [];
  const header = api.kind === "REST" ? api.firewall?.originHeader : one.route.originHeader;
  return header === undefined ? [] : [one];
}

const askingForPlayers = (api: Api): Case[] =>
  api.routes
    .filter(({ asksForPlayers }) => asksForPlayers)
    .map((route) => ({ ...admitted(api, route), expected: firstPlayer }));

function probesOf(row: Row, { output }: RotatingSecret, cases: readonly Case[], options: SmokeOptions): Probe[] {
  const outcomes = once(() => rotated(output, cases, options));
  return cases.map((one) => ({
    row,
    api: one.api.kind,
    request: caseName({ ...one, what: "while the secret rotates" }),
    expected: `${expectedInWords(one.expected)} each time, and another value`,
    ask: async () =>
      options.rotate === true ? ((await outcomes()).get(one) ?? notSent("")) : notSent("rotates a secret: --rotate"),
    endsByItself: true,
  }));
}

async function rotated(
  output: string,
  cases: readonly Case[],
  options: SmokeOptions,
): Promise<ReadonlyMap<Case, Outcome>> {
  const { account, outputs, clock = machineClock } = options;
  const arn = outputs[output];
  const every = (why: string) => new Map(cases.map((one) => [one, notSent(why)]));
  if (account === undefined) return every("needs AWS credentials");
  if (arn === undefined) return every(`needs the output ${output} of layer identity`);
  const found = await Promise.all(cases.map(async (one) => ({ one, watched: await watchedOf(one, options) })));
  const ready = found.flatMap(({ one, watched }) => ("verdict" in watched ? [] : [{ one, watched }]));
  const result = new Map(found.flatMap(({ one, watched }) => ("verdict" in watched ? [[one, watched] as const] : [])));
  if (ready.length === 0) return result;
  const outcomes = await watchRotation({
    secret: account.secret(arn),
    watched: ready.map(({ watched }) => watched),
    clock,
    intervalMilliseconds: Math.max(...ready.map(({ one }) => politeInterval(one.api, one.route))),
  });
  for (const [index, { one }] of ready.entries()) result.set(one, outcomes[index] ?? notSent(""));
  return result;
}

/** A function that finds its password changed asks again, which may take longer than an answer mostly does. */
const secondsForAnAnswer = 29;

async function watchedOf(one: Case, options: SmokeOptions): Promise<Outcome | Watched> {
  const hindrance = hindranceOf(one, options);
  if (hindrance !== undefined) return notSent(hindrance);
  const request = await requestOf(one, options);
  if ("needs" in request) return notSent(`needs ${request.needs}`);
  const patient = { ...request, secondsAtMost: secondsForAnAnswer };
  const until = claimsIn(request.headers)?.exp;
  return {
    ask: () => asked(one.expected, patient, options.send),
    ...(until !== undefined && { until: until * 1000 }),
  };
}
