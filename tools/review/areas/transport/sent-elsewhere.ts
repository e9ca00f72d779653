import type { Finding } from "../../finding";
import type { Actions } from "./actions";
import { isOwn } from "./own-hosts";
import type { Pointing } from "./pointing";
import { type Redirect, keepsHost } from "./redirects";

export type Said = Pick<Finding, "rule" | "consequence" | "direction" | "meaning">;

/** The host of others that clients are sent to, if they are. */
export function foreignHost(pointing: Pointing, { redirect }: Actions): string | undefined {
  if (redirect === undefined || keepsHost(redirect) || isOwn(pointing.hosts, redirect.host)) return undefined;
  return redirect.host;
}

/** Whether others than before get the requests, and whether they come without TLS. */
export const sentElsewhere = (
  pointing: Pointing,
  before: Actions,
  after: Actions,
  protocols: readonly (string | undefined)[],
): readonly Said[] => [
  ...hostFindings(pointing, before, after),
  ...accountFindings(before, after),
  ...protocolFindings(before, after, protocols),
];

function hostFindings(pointing: Pointing, before: Actions, after: Actions): readonly Said[] {
  const [was, is] = [foreignHost(pointing, before), foreignHost(pointing, after)];
  if (was === is) return [];
  return [
    {
      rule: "redirect-host",
      consequence: "exposure",
      direction: was === undefined ? "weaker" : is === undefined ? "stronger" : "cannot tell",
      meaning: is === undefined ? noLongerSentTo(was ?? "") : sentTo(is),
    },
  ];
}

export const sentTo = (host: string): string =>
  `Visitors are sent to ${host}, which none of the given plans has: whoever holds it answers in the place of the application.`;
export const noLongerSentTo = (host: string): string =>
  `Visitors are no longer sent to ${host}, which none of the given plans has.`;

function accountFindings(before: Actions, after: Actions): readonly Said[] {
  if (before.accounts.join() === after.accounts.join()) return [];
  const more = after.accounts.filter((one) => !before.accounts.includes(one));
  const fewer = before.accounts.filter((one) => !after.accounts.includes(one));
  return [
    {
      rule: "target-account",
      consequence: "exposure",
      direction: fewer.length === 0 ? "weaker" : more.length === 0 ? "stronger" : "cannot tell",
      meaning:
        more.length === 0
          ? `Requests no longer go to targets of account ${fewer.join(", ")}.`
          : `Requests, with the cookies and tokens in them, go to targets of account ${more.join(", ")}, which is none of the given plans'.`,
    },
  ];
}

/** AWS sends nobody from HTTPS to HTTP, so only clients of an HTTP listener can stay without TLS (API Reference, "RedirectActionConfig"). */
function protocolFindings(
  before: Actions,
  after: Actions,
  [had, has]: readonly (string | undefined)[],
): readonly Said[] {
  if (before.redirect === undefined || after.redirect === undefined) return [];
  const isPlain = ({ protocol }: Redirect, own = "HTTP"): boolean =>
    (protocol.startsWith("#") ? own : protocol) === "HTTP";
  const [was, is] = [isPlain(before.redirect, had), isPlain(after.redirect, has)];
  if (was === is) return [];
  return [
    {
      rule: "redirect-without-tls",
      consequence: "exposure",
      direction: is ? "weaker" : "stronger",
      meaning: is
        ? "Clients are no longer sent to HTTPS: whoever is on the way reads and changes requests and cookies."
        : "Clients are sent to HTTPS.",
    },
  ];
}
