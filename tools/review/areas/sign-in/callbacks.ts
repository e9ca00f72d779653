import { type Resource, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { unknown, elementsOf } from "../../plan/normal";
import { isMarked } from "../../plan/redacted";
import { without } from "../../settings/paths";
import { sidesOf, unknownAfter, withPlace } from "../../settings/setting";
import { allOf, wordsOf } from "../../settings/words";

const lists = [
  { path: "callback_urls", rule: "user-pool-client-callback", what: "addresses that get codes and tokens" },
  { path: "logout_urls", rule: "user-pool-client-logout", what: "addresses after sign-out" },
] as const;

/** Where Cognito sends a user, with a code or a token in the address (RFC 6749, 10.6; RFC 9700, 2.1). */
export function callbackFindings(client: Resource): readonly Finding[] {
  if (!isChanged(client)) return [];
  const isWhole = client.before === undefined || client.after === undefined;
  return lists.flatMap(({ path, rule, what }) => {
    const [before, after] = sidesOf(client, path);
    if ([...elementsOf(before), ...elementsOf(after)].some(isMarked)) return [];
    if (after === unknown) return [withPlace(unknownAfter(rule, what, allOf(before)), client, path)];
    const [had, has] = [before, after].map((urls) => new Set(elementsOf(urls).map((url) => hostOf(wordsOf(url)))));
    // Of a client that comes or goes, only an address that is bad in itself.
    const isShown = (url: string): boolean => !isWhole || faultOf(url) !== undefined;
    const added = without(elementsOf(after), elementsOf(before))
      .map(wordsOf)
      .sort()
      .filter(isShown)
      .map((url) => ({ direction: "weaker" as const, after: url, meaning: newMeaning(url, path, had) }));
    const removed = without(elementsOf(before), elementsOf(after))
      .map(wordsOf)
      .sort()
      .filter(isShown)
      .map((url) => ({ direction: "stronger" as const, before: url, meaning: oldMeaning(url, has) }));
    return [...added, ...removed].map((one) =>
      withPlace({ rule, consequence: "exposure", part: what, ...one }, client, path),
    );
  });
}

function newMeaning(url: string, path: string, known: ReadonlySet<string> | undefined): string {
  const sent = path === "callback_urls" ? "Users are sent there with a code or a token" : "Users may be sent there";
  const fault = faultOf(url);
  if (fault !== undefined) return `${sent}: ${fault}.`;
  return known?.has(hostOf(url)) === true
    ? `${sent}, at a host that was known.`
    : `${sent}, at a host that is new: check whose it is.`;
}

const oldMeaning = (url: string, known: ReadonlySet<string> | undefined): string =>
  known?.has(hostOf(url)) === true
    ? "Users are no longer sent there."
    : "Users are no longer sent there: an app at that host can no longer sign users in.";

/** What makes an address a bad one, wherever it is. */
function faultOf(url: string): string | undefined {
  if (url.includes("*")) return "the address stands for many";
  if (/^(?:localhost|127\.|\[::1\])/.test(hostOf(url)))
    return "the address is that of the user's own computer, where any program may listen";
  if (/^http:/i.test(url)) return "the address has no TLS, so others on the way can read";
  if (!/^https:/i.test(url)) return "any app on the device may take an address of this scheme";
  return undefined;
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
