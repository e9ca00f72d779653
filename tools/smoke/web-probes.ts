import type { Expected } from "./case";
import { blockedAt, entryOf, hiddenByOwnPage } from "./entry";
import { redirectedToTls } from "./refusal";
import { type Probe, notSent } from "./result";
import { type WebPage, pageRequest } from "./web-page";

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
