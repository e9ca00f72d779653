import { attribute } from "../../estate";
import type { Finding } from "../../finding";
import type { NormalObject } from "../../plan/normal";
import { scalar } from "../../settings/words";

const parts = {
  protocol: "#{protocol}",
  host: "#{host}",
  port: "#{port}",
  path: "/#{path}",
  query: "#{query}",
  status_code: "HTTP_301",
} as const;

/**
 * Where clients are sent. A part that is not written stays as the client asked (Elastic Load Balancing API Reference,
 * "RedirectActionConfig").
 */
export type Redirect = Readonly<Record<keyof typeof parts, string>>;

export function redirectOf(block: NormalObject | undefined): Redirect {
  const part = (name: keyof typeof parts): string => scalar(attribute(block, name)) || parts[name];
  return {
    protocol: part("protocol"),
    host: part("host").toLowerCase(),
    port: part("port"),
    path: part("path"),
    query: part("query"),
    status_code: part("status_code"),
  };
}

export const keepsHost = ({ host }: Redirect): boolean => host === parts.host;

/** `redirect to HTTPS evil.example.net on port 8443, path /, query a=b`. */
export function redirectWords(redirect: Redirect): string {
  const { protocol, host, port, path, query, status_code: code } = redirect;
  const isUsual = (name: "path" | "query"): boolean => redirect[name] === parts[name];
  return [
    `redirect${code === parts.status_code ? "" : ` (${code.replace(/^HTTP_/, "")})`} to `,
    protocol === parts.protocol ? "the same protocol" : protocol,
    keepsHost(redirect) ? "" : ` ${host}`,
    isUsualPort(redirect) ? "" : ` on ${port === parts.port ? "the same port" : `port ${port}`}`,
    isUsual("path") ? "" : `, path ${path}`,
    isUsual("query") ? "" : `, query ${query}`,
  ].join("");
}

const isUsualPort = ({ protocol, port }: Redirect): boolean =>
  port === ({ HTTPS: "443", HTTP: "80" }[protocol] ?? parts.port);

/** What clients who ask for the same get from another redirect to the same host. */
export function otherRedirect(
  before: Redirect,
  after: Redirect,
): Pick<Finding, "consequence" | "direction" | "meaning"> {
  const dropsPath = (one: Redirect): boolean => !one.path.includes("#{path}");
  const differs = (name: keyof Redirect): boolean => before[name] !== after[name];
  if (!(["protocol", "port", "path", "query"] as const).some(differs))
    return {
      consequence: "other",
      direction: "neutral",
      meaning: "Browsers keep a permanent redirect (301), and ask again after a temporary one (302).",
    };
  return {
    consequence: "downtime",
    direction: "cannot tell",
    meaning: differs("path")
      ? dropsPath(after) && !dropsPath(before)
        ? "Whatever clients ask for, they are sent to one path, and what they asked for is lost."
        : "Clients are sent to another path than before."
      : differs("query")
        ? "Clients are sent on with another query than before."
        : "Clients are sent to another port, which must answer them.",
  };
}
