import type { WebApplication } from "../apis/api";
import { asked, expectedInWords, redirectedToTls } from "./answer";
import type { Expected, Row } from "./case";
import { denialsAt, entryOf, blockedAt, hiddenByOwnPage } from "./entry";
import type { HttpRequest } from "./http";
import type { SmokeOptions } from "./options";
import { type Outcome, type Probe, judgement, notJudged, notSent, sharedResult } from "./result";

/**
 * A browser's User-Agent: Bot Control, where a web ACL has it, refuses others (WAF Developer Guide, "Bot Control rule
 * group": SignalNonBrowserUserAgent).
 */
const browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

export const pageRequest = (url: string, headers: Readonly<Record<string, string>> = {}): HttpRequest => ({
  method: "GET",
  url,
  headers: { "User-Agent": browser, ...headers },
  clientCertificate: false,
});

/**
 * The web application as this machine sees it, and its first page, which is open to everybody: the counterpart of a
 * refusal.
 */
export class WebPage {
  /** Without a slash at its end. */
  readonly url: string | undefined;
  private readonly shown: () => Promise<{ readonly actual: string; readonly asExpected: boolean }>;

  constructor(
    readonly web: WebApplication,
    readonly options: SmokeOptions,
  ) {
    this.url = options.outputs["web_url"]?.replace(/\/$/, "");
    const page = pageRequest(`${this.url ?? ""}/`);
    this.shown = sharedResult(() => asked({ statuses: [200] }, page, options.send));
  }

  /** The reason not to send requests from this machine. */
  hindrance(): string | undefined {
    if (this.url === undefined) return "needs the outputs of layer edge, of the web application";
    const denial = denialsAt(entryOf(this.web)).find(({ denies }) => denies(this.options));
    return denial && `the web application is closed to ${denial.who}`;
  }

  /** Judges a refusal only if the page is shown: otherwise the application may be down, or closed to everybody. */
  async beside(ask: () => Promise<Outcome>): Promise<Outcome> {
    const hindrance = this.hindrance();
    if (hindrance !== undefined) return notSent(hindrance);
    const outcome = await ask();
    if (outcome.verdict !== "as expected") return outcome;
    const { actual, asExpected } = await this.shown();
    if (asExpected) return outcome;
    return notJudged(outcome.actual, `nothing shows that the page is served: GET /: ${actual}`);
  }

  /** A probe of one request and its answer. */
  probe(row: Row, what: string, expected: Expected, request: () => HttpRequest | { readonly needs: string }): Probe {
    const ask = async (): Promise<Outcome> => {
      const sent = request();
      if ("needs" in sent) return notSent(`needs ${sent.needs}`);
      const { actual, asExpected } = await asked(expected, sent, this.options.send);
      return judgement(actual, asExpected);
    };
    return {
      row,
      api: "web",
      request: `GET /, ${what}`,
      expected: expectedInWords(expected),
      ask: () => this.beside(ask),
    };
  }
}

/** The probes of the web application by HTTP. */
export function webProbes(page: WebPage): Probe[] {
  return [...redirects(page), ...attacks(page)];
}

function redirects(page: WebPage): Probe[] {
  const { web, url } = page;
  const toTls = (host: string | undefined): Expected =>
    host === undefined ? redirectedToTls : { ...redirectedToTls, location: `https://${host}` };
  if (web.distribution !== undefined) {
    const host = url === undefined ? undefined : new URL(url).host;
    return [page.probe("V22", "plain HTTP", toTls(host), () => pageRequest(`http://${host ?? ""}/`))];
  }
  if (web.internal || !web.redirectsToTls) return [];
  const name = page.options.outputs["load_balancer_dns_name"];
  const host = web.host ?? name;
  return [
    page.probe("V21", "plain HTTP, of the load balancer", toTls(host), () =>
      name === undefined
        ? { needs: "the output load_balancer_dns_name" }
        : pageRequest(`http://${name}/`, { host: host ?? name }),
    ),
  ];
}

/**
 * Requests that AWS's core rules block, for those rules that one request can test (WAF Developer Guide, "Core rule set
 * (CRS) managed rule group").
 */
const attempts = [
  {
    rule: "CrossSiteScripting_QUERYARGUMENTS",
    what: "a script in the query",
    query: { q: "<script>alert(1)</script>" },
  },
  { rule: "GenericLFI_QUERYARGUMENTS", what: "a path to a file in the query", query: { page: "../../etc/passwd" } },
  {
    rule: "UserAgent_BadBots_HEADER",
    what: "a scanner's User-Agent",
    headers: { "User-Agent": "Mozilla/5.00 (Nikto/2.1.6) (Evasions:None) (Test:000003)" },
  },
] as const;

function attacks(page: WebPage): Probe[] {
  const entry = entryOf(page.web);
  const { coreRules } = entry.firewall ?? {};
  if (coreRules === undefined) return [];
  const expected = blockedAt(entry);
  return attempts
    .filter(({ rule }) => !coreRules.overridden.includes(rule))
    .map((attempt) => {
      const query = "query" in attempt ? `?${new URLSearchParams(attempt.query).toString()}` : "";
      const headers = "headers" in attempt ? attempt.headers : {};
      const probe = page.probe("V23", attempt.what, expected ?? { statuses: [403] }, () =>
        pageRequest(`${page.url ?? ""}/${query}`, headers),
      );
      return expected === undefined ? { ...probe, ask: () => Promise.resolve(notSent(hiddenByOwnPage)) } : probe;
    });
}
