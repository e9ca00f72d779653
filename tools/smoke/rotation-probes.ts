import type { Api } from "../apis/api";
import type { RotatingSecret } from "../apis/rotating-secrets";
import { asked, expectedInWords, firstPlayer } from "./answer";
import { askedMostEasily, originHeaderOf } from "./api-cases";
import { type Case, type Expected, type Row, narrowestThrottle } from "./case";
import { caseName } from "./cases";
import { entryOf, politeInterval } from "./entry";
import { type SmokeOptions, machineClock } from "./options";
import { hindranceOf, requestOf } from "./request";
import { type Outcome, type Probe, type Subject, notSent, sharedResult } from "./result";
import { type Watched, watchRotation } from "./rotation";
import { claimsIn } from "./token";
import { admitted } from "./valid-request";
import { type WebPage, pageRequest } from "./web-probes";

/** A request that depends on a secret. */
interface Asking {
  readonly of: Subject;
  readonly request: string;
  readonly expected: Expected;
  readonly intervalMilliseconds: number;
  watched(): Promise<Outcome | Watched>;
}

/** Probes one rotation of each secret, with every request that depends on the secret. */
export function rotationProbes(page: WebPage | undefined, options: SmokeOptions): Probe[] {
  const { apis, rotatingSecrets = [] } = options.environment;
  return rotatingSecrets.flatMap((secret) => {
    if (secret.of === "the database's user") {
      return probesOfRotation("V3", secret, apis.flatMap(forPlayers(options)), options);
    }
    const ofPage = page?.web.firewall?.originHeader === undefined ? [] : [throughPage(page)];
    return probesOfRotation("V31", secret, [...apis.flatMap(behindHeader(options)), ...ofPage], options);
  });
}

/** The route that requires the least of a caller. The header is checked before the route, or by the function. */
const behindHeader =
  (options: SmokeOptions) =>
  (api: Api): Asking[] => {
    const one = askedMostEasily(api);
    if (one === undefined) return [];
    return originHeaderOf(api, one.route) === undefined ? [] : [asking(one, options)];
  };

const forPlayers =
  (options: SmokeOptions) =>
  (api: Api): Asking[] =>
    api.routes
      .filter(({ asksForPlayers }) => asksForPlayers)
      .map((route) => asking({ ...admitted(api, route), expected: firstPlayer }, options));

function asking(one: Case, options: SmokeOptions): Asking {
  const { api, route, expected } = one;
  return {
    of: api.kind,
    request: caseName({ ...one, what: "while the secret rotates" }),
    expected,
    intervalMilliseconds: politeInterval(entryOf(api), narrowestThrottle(api, route)),
    watched: () => watchedOf(one, options),
  };
}

function throughPage(page: WebPage): Asking {
  const expected: Expected = { statuses: [200] };
  return {
    of: "web",
    request: "GET /, while the secret rotates",
    expected,
    intervalMilliseconds: politeInterval(entryOf(page.web)),
    watched: () => {
      const hindrance = page.hindrance();
      if (hindrance !== undefined) return Promise.resolve(notSent(hindrance));
      const request = pageRequest(`${page.url ?? ""}/`);
      return Promise.resolve({ ask: () => asked(expected, request, page.options.send) });
    },
  };
}

function probesOfRotation(
  row: Row,
  { output }: RotatingSecret,
  all: readonly Asking[],
  options: SmokeOptions,
): Probe[] {
  const outcomes = sharedResult(() => rotated(output, all, options));
  return all.map((one) => ({
    row,
    api: one.of,
    request: one.request,
    expected: `${expectedInWords(one.expected)} each time, and another value`,
    ask: async () =>
      options.rotate === true ? ((await outcomes()).get(one) ?? notSent("")) : notSent("rotates a secret: --rotate"),
    endsByItself: true,
  }));
}

async function rotated(
  output: string,
  all: readonly Asking[],
  options: SmokeOptions,
): Promise<ReadonlyMap<Asking, Outcome>> {
  const { account, outputs, clock = machineClock } = options;
  const arn = outputs[output];
  const every = (why: string) => new Map(all.map((one) => [one, notSent(why)]));
  if (account === undefined) return every("needs AWS credentials");
  if (arn === undefined) return every(`needs the output ${output} of layer identity`);
  const found = await Promise.all(all.map(async (one) => ({ one, watched: await one.watched() })));
  const ready = found.flatMap(({ one, watched }) => ("verdict" in watched ? [] : [{ one, watched }]));
  const result = new Map(found.flatMap(({ one, watched }) => ("verdict" in watched ? [[one, watched] as const] : [])));
  if (ready.length === 0) return result;
  const outcomes = await watchRotation({
    secret: account.secret(arn),
    watched: ready.map(({ watched }) => watched),
    clock,
    intervalMilliseconds: Math.max(...ready.map(({ one }) => one.intervalMilliseconds)),
  });
  for (const [index, { one }] of ready.entries()) result.set(one, outcomes[index] ?? notSent(""));
  return result;
}

/** The longest wait for an answer. A function whose password has changed retries, which takes longer than most answers. */
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
