import type { Estate } from "../../estate";
import type { Finding } from "../../finding";
import { statesOf } from "../../settings/setting";
import { certificateFindings, namesOf } from "./certificates";
import type { Pointing } from "./pointing";

/** Further certificates of a listener, which clients are shown by the name that they ask for. */
export const listenerCertificateFindings = (estate: Estate, pointing: Pointing): Finding[] =>
  estate.changed("aws_lb_listener_certificate").flatMap((one): Finding[] => {
    const states = statesOf(one);
    const path = "certificate_arn";
    if (one.before !== undefined && one.after !== undefined)
      return certificateFindings(estate, pointing, one, states, { path, reference: path });
    const isRemoved = one.after === undefined;
    const side = isRemoved ? "before" : "after";
    const target = estate.target(side, one, path);
    const names = target.kind === "resource" ? namesOf(target.resource, side) : undefined;
    const words = names?.join(", ") ?? "a certificate that the plans do not have";
    return [
      {
        rule: "tls-certificate",
        consequence: "downtime",
        direction: isRemoved ? "weaker" : "stronger",
        place: one,
        part: "certificate",
        ...(isRemoved ? { before: words } : { after: words }),
        meaning: isRemoved
          ? "Clients that ask for the certificate's names are shown another certificate, and refuse to connect."
          : "Clients that ask for the certificate's names are shown the certificate.",
      },
    ];
  });
