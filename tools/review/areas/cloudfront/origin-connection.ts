import { cannotTell, ranked } from "../../settings/judges";
import type { Setting } from "../../settings/setting";
import { oldestOf } from "./origin-tls";

/**
 * How CloudFront connects to an origin, in whichever block the provider writes the connection.
 *
 * @param versions the attribute of the TLS versions
 * @param elsewhere what another port means
 */
export const originConnection = (block: string, versions: string, elsewhere: string): readonly Setting[] => [
  {
    rule: "origin-protocol",
    consequence: "guard lost",
    path: `${block}.origin_protocol_policy`,
    part: "protocol",
    judge: ranked({ "http-only": 0, "match-viewer": 1, "https-only": 2 }),
    weaker: "Requests go to the origin without encryption.",
    stronger: "Requests go to the origin encrypted.",
  },
  {
    rule: "origin-tls",
    consequence: "guard lost",
    path: `${block}.${versions}`,
    part: "TLS versions",
    judge: oldestOf,
    weaker: "CloudFront connects to the origin by an older version of TLS.",
    stronger: "CloudFront no longer connects to the origin by an older version of TLS.",
    changed: "CloudFront connects to the origin by other versions of TLS.",
  },
  ...["http_port", "https_port"].map((name): Setting => ({
    rule: "origin-place",
    consequence: "downtime",
    path: `${block}.${name}`,
    part: name.replace("_", " ").toUpperCase().replace("PORT", "port"),
    judge: cannotTell,
    changed: elsewhere,
  })),
];
