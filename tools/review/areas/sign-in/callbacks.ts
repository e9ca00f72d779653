import type { Resource } from "../../estate";
import { isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { membersOf, without } from "../../members";
import { sidesOf, unknownAfter, withPlace } from "../../settings";

const lists = [
  { path: "callback_urls", rule: "user-pool-client-callback", what: "addresses that get codes and tokens" },
  { path: "logout_urls", rule: "user-pool-client-logout", what: "addresses after sign-out" },
] as const;

/** Where Cognito sends a user, with a code or a token in the address (RFC 6749, 10.6; RFC 9700, 2.1). */
export function callbackFindings(client: Resource): readonly Finding[] {
  if (!isChanged(client) || client.action === "forget") return [];
  const isWhole = client.before === undefined || client.after === undefined;
  return lists.flatMap(({ path, rule, what }) => {
    const [before, after] = sidesOf(client, path);
    if (after === unknown) return [withPlace(unknownAfter(rule, what, membersOf(before).join(", ")), client, path)];
    const [had, has] = [membersOf(before), membersOf(after)];
    const hosts = new Set(had.map(hostOf));
    const known = new Set(has.map(hostOf));
    const isShown = (url: string): boolean => !isWhole || faultOf(url) !== undefined;
    const added = without(has, had)
      .filter(isShown)
      .map((url) => ({ direction: "weaker" as const, after: url, meaning: newMeaning(url, path, hosts) }));
    const removed = without(had, has)
      .filter(isShown)
      .map((url) => ({
        direction: "stronger" as const,
        before: url,
        meaning: `Users are no longer sent there${known.has(hostOf(url)) ? "" : ": an app at that host can no longer sign users in"}.`,
      }));
    return [...added, ...removed].map((one) =>
      withPlace({ rule, consequence: "exposure", part: what, ...one }, client, path),
    );
  });
}

function newMeaning(url: string, path: string, hosts: ReadonlySet<string>): string {
  const sent = path === "callback_urls" ? "Users are sent there with a code or a token" : "Users may be sent there";
  const fault = faultOf(url);
  if (fault !== undefined) return `${sent}: ${fault}.`;
  return hosts.has(hostOf(url))
    ? `${sent}, at a host that was known.`
    : `${sent}, at a host that is new: check whose it is.`;
}

/** What makes an address a bad one, wherever it is. */
function faultOf(url: string): string | undefined {
  if (url.includes("*")) return "the address stands for many";
  const host = hostOf(url);
  if (/^(?:localhost|127\.|\[::1\])/.test(host))
    return "the address is that of the user's own computer, where any program may listen";
  if (/^http:/i.test(url)) return "the address has no TLS, so others on the way can read";
  if (!/^https:/i.test(url)) return "any app on the device may take an address of this scheme";
  return undefined;
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
