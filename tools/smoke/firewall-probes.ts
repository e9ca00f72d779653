import type { Api, WebApplication, RateLimit } from "../apis/api";
import { asked, expectedInWords, manyInWords } from "./answer";
import { askedMostEasily } from "./api-cases";
import type { Expected } from "./case";
import { type Entry, denialsAt, entryOf, hiddenByOwnPage, isEntryOfItsOwn, blockedAt } from "./entry";
import type { HttpRequest } from "./http";
import { type SmokeOptions, machineClock } from "./options";
import { baseOf, hindranceOf, requestOf } from "./request";
import { type Probe, type Outcome, judgement, notSent, notJudged } from "./result";
import { type WebPage, pageRequest } from "./web-probes";

/** Probes of denied addresses and countries, for a caller who is one of them. */
export function deniedProbes(apis: readonly Api[], page: WebPage | undefined, options: SmokeOptions): Probe[] {
  return [
    // The denial comes before any authorizer or route: any request will do.
    ...apis
      .filter(isEntryOfItsOwn)
      .flatMap((api) => denialProbesAt(api, baseOf(api, options), "/smoke-no-such-path", options)),
    ...(page ? denialProbesAt(page.web, page.url, "/", options) : []),
  ];
}

function denialProbesAt(
  subject: Api | WebApplication,
  base: string | undefined,
  path: string,
  options: SmokeOptions,
): Probe[] {
  const entry = entryOf(subject);
  const denials = denialsAt(entry);
  const decides = denials.find(({ denies }) => denies(options));
  return denials.map((denial) => {
    const { who, expected, denies } = denial;
    return {
      row: "V20",
      api: entry.of,
      request: `GET ${path}, from ${who}`,
      expected: expected === undefined ? "403" : expectedInWords(expected),
      ask: async () => {
        if (!denies(options)) return notSent(`needs a caller that is denied: ${who}`);
        if (decides !== denial) return notSent(`the caller is denied before that, as one of ${decides?.who ?? ""}`);
        if (expected === undefined) return notSent(hiddenByOwnPage);
        if (base === undefined) return notSent("needs the outputs of layer edge");
        const { actual, asExpected } = await asked(expected, pageRequest(`${base}${path}`), options.send);
        return judgement(actual, asExpected);
      },
    };
  });
}

/** The most requests that are sent to reach a web ACL's limit. */
const mostRequests = 6000;

/**
 * How long requests continue, at one and a half times the limit's rate, once the limit is exceeded. AWS WAF may take "up to
 * several minutes" to see it, "usually below 30 seconds" (WAF Developer Guide, "Rate-based rule caveats").
 */
const secondsAfterwards = 180;

/** The pace until the limit is reached. */
const requestsPerSecond = 25;

const mostMinutes = 10;

/** Exceeds the limit of every web ACL that limits one address. */
export function rateProbes(apis: readonly Api[], page: WebPage | undefined, options: SmokeOptions): Probe[] {
  const ofApis = apis
    .filter(isEntryOfItsOwn)
    .flatMap((api) => rateProbesAt(entryOf(api), () => requestTo(api, options), options));
  if (page === undefined) return ofApis;
  const toPage = (): Promise<Letting> => {
    const hindrance = page.hindrance();
    return Promise.resolve(
      hindrance === undefined
        ? { request: pageRequest(`${page.url ?? ""}/`), letsIn: { statuses: [200] } }
        : notSent(hindrance),
    );
  };
  return [...ofApis, ...rateProbesAt(entryOf(page.web), toPage, options)];
}

/** A request that is accepted below the limit. */
interface Allowed {
  readonly request: HttpRequest;
  readonly letsIn: Expected;
}
type Letting = Allowed | Outcome;

async function requestTo(api: Api, options: SmokeOptions): Promise<Letting> {
  const one = askedMostEasily(api);
  if (one === undefined) return notSent("the API has no route");
  const hindrance = hindranceOf(one, options);
  if (hindrance !== undefined) return notSent(hindrance);
  const request = await requestOf(one, options);
  return "needs" in request ? notSent(`needs ${request.needs}`) : { request, letsIn: one.expected };
}

function rateProbesAt(entry: Entry, lets: () => Promise<Letting>, options: SmokeOptions): Probe[] {
  const { rateLimit } = entry.firewall ?? {};
  if (rateLimit === undefined) return [];
  const expected = blockedAt(entry, rateLimit);
  const { limit, windowSeconds } = rateLimit;
  return [
    {
      row: "V19",
      api: entry.of,
      request: `over ${limit} requests in ${windowSeconds} s`,
      expected: expectedInWords(expected ?? { statuses: [rateLimit.status] }),
      endsByItself: true,
      ask: async () => {
        if (options.exceedRateLimits !== true)
          return notSent("makes the web ACL refuse this machine's address: --exceed-rate-limits");
        if (expected === undefined) return notSent(hiddenByOwnPage);
        const most = requestsAtMost(rateLimit);
        if (most > mostRequests)
          return notSent(`may take ${most} requests; ${mostRequests} are the most that are sent`);
        const letting = await lets();
        return "verdict" in letting ? letting : exceeded(rateLimit, expected, letting, options);
      },
    },
  ];
}

/** The most requests that AWS WAF may let through at the limit, which it does not enforce exactly. */
const requestsUntilOver = ({ limit }: RateLimit): number => Math.ceil(1.2 * limit) + 10;

const requestsPerSecondOver = ({ limit, windowSeconds }: RateLimit): number => Math.ceil((1.5 * limit) / windowSeconds);

const requestsAtMost = (limit: RateLimit): number =>
  requestsUntilOver(limit) + secondsAfterwards * requestsPerSecondOver(limit);

/** Sends every second's requests at once, until one gets the answer for a caller over the limit. */
async function exceeded(
  limit: RateLimit,
  expected: Expected,
  { request, letsIn }: Allowed,
  { send, clock = machineClock }: Pick<SmokeOptions, "clock" | "send">,
): Promise<Outcome> {
  const first = await asked(letsIn, request, send);
  if (!first.asExpected) return notJudged(first.actual, "nothing shows that a valid request is accepted");
  const counts = new Map([[first.actual, 1]]);
  let sent = 1;
  let isOver = false;
  const end = clock.now() + mostMinutes * 60_000;
  while (!isOver && sent < requestsAtMost(limit) && clock.now() < end) {
    const began = clock.now();
    const many = sent < requestsUntilOver(limit) ? requestsPerSecond : requestsPerSecondOver(limit);
    const answers = await Promise.all(Array.from({ length: many }, () => asked(expected, request, send)));
    for (const { actual, asExpected } of answers) {
      isOver ||= asExpected;
      counts.set(actual, (counts.get(actual) ?? 0) + 1);
    }
    sent += many;
    await clock.sleep(Math.max(0, began + 1000 - clock.now()));
  }
  return judgement(manyInWords(sent, counts), isOver);
}
