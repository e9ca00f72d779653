import { type Estate, textsOf } from "../../estate";
import { isObject } from "../../plan/normal";

/** Names and addresses in DNS that resources of the plans have, or answer to. */
export type Hosts = ReadonlySet<string>;

const lists = ["aliases", "subject_alternative_names", "name_servers"];

/** The hosts of the plans' resources, on either side: what answers a name, and the names that it has. */
export const ownHosts = ({ resources }: Estate): Hosts =>
  new Set(
    resources
      .flatMap(({ before, after }) => [before, after])
      .filter(isObject)
      .flatMap((value) => [
        ...Object.values(value).filter((one) => typeof one === "string"),
        ...lists.flatMap((name) => textsOf(value, name)),
      ])
      .map(hostOf)
      .filter((one) => isHost.test(one)),
  );

const isHost = /^[\w*-]+(?:\.[\w-]+)+$|^[\da-f:]+:[\da-f:]*$/;

/** A host without what says the same: capitals, the dot at the end, the protocol, and the port. */
export const hostOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/\.$/, "")
    .replace(/^([^:]+):\d+$/, "$1");

/** Whether a resource of the plans has the host, or a name with a wildcard for it. */
export function isOwn(hosts: Hosts, host: string): boolean {
  const name = hostOf(host);
  return hosts.has(name) || hosts.has(name.replace(/^[^.]+/, "*"));
}
