import type { Estate } from "../../estate";
import type { Finding } from "../../finding";
import { isUpdate } from "../../settings/changed";
import { cannotTell, neutral, saferOn } from "../../settings/judges";
import { type Setting, settingFindings, statesOf } from "../../settings/setting";

/** CloudFront Developer Guide, "Customize at the edge with CloudFront Functions". */
const settings: readonly Setting[] = [
  {
    rule: "edge-code",
    consequence: "guard lost",
    path: "code",
    part: "code",
    judge: cannotTell,
    // The code may be long, and what differs is in the pull request.
    words: () => "code",
    changed: "The code that sees each request is another: read the code in the pull request.",
  },
  {
    rule: "edge-runtime",
    consequence: "other",
    path: "runtime",
    part: "runtime",
    judge: neutral,
    changed: "The code runs in another version of the runtime.",
  },
  {
    rule: "edge-publish",
    consequence: "other",
    path: "publish",
    part: "publish",
    judge: saferOn,
    standard: true,
    weaker: "New code stays a draft: distributions go on running the code that is published.",
    stronger: "New code is published, and distributions run the code.",
  },
  {
    rule: "edge-values",
    consequence: "guard lost",
    path: "key_value_store_associations",
    part: "key value store",
    judge: cannotTell,
    changed: "The code reads other values, or none: what the origin asks for may be among them.",
  },
];

export const functionAttributes: readonly string[] = settings.map(({ path }) => path);

/** The code that sees requests and answers at the edge, and what the code reads. */
export const codeFindings = (estate: Estate): Finding[] =>
  estate
    .changed("aws_cloudfront_function")
    .filter(isUpdate)
    .flatMap((one) => {
      const states = statesOf(one);
      const stores = (["before", "after"] as const).map((side) =>
        estate
          .targets(side, one, "key_value_store_associations")
          .map((target) =>
            target.kind === "resource" ? target.resource.address : target.kind === "value" ? target.value : "unknown",
          )
          .sort()
          .join(),
      );
      // A store that is replaced is still the function's store.
      const same = stores[0] === stores[1] && stores[1]?.includes("unknown") === false;
      return settingFindings(same ? settings.filter(({ rule }) => rule !== "edge-values") : settings, states);
    });
