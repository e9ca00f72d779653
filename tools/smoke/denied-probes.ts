import type { Api, WebApplication } from "../apis/api";
import { asked, expectedInWords } from "./answer";
import { denialsAt, entryOf, hiddenByOwnPage, isEntryOfItsOwn } from "./entry";
import type { SmokeOptions } from "./options";
import { baseOf } from "./request";
import { type Probe, judgement, notSent } from "./result";
import { type WebPage, pageRequest } from "./web-page";

/** Probes of denied addresses and countries, for a caller who is one of them. */
export function deniedProbes(apis: readonly Api[], page: WebPage | undefined, options: SmokeOptions): Probe[] {
  return [
    // The denial comes before any authorizer or route: any request will do.
    ...apis
      .filter(isEntryOfItsOwn)
      .flatMap((api) => probesAt(api, baseOf(api, options), "/smoke-no-such-path", options)),
    ...(page ? probesAt(page.web, page.url, "/", options) : []),
  ];
}

function probesAt(
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
