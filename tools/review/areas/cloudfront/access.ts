import { type Estate, type Resource, attribute, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { lostAndGained } from "../transport/sets";
import { isUpdate } from "../../settings/changed";
import { cannotTell, ranked } from "../../settings/judges";
import { headsOf } from "../../settings/paths";
import { type Setting, settingFindings, statesOf, unknownFinding } from "../../settings/setting";
import { originConnection } from "./origin-connection";

/** CloudFront Developer Guide, "Restrict access to an Amazon S3 origin", "Restrict access with VPC origins" and "Trusted key groups". */
const settings: Readonly<Record<string, readonly Setting[]>> = {
  aws_cloudfront_origin_access_control: [
    {
      rule: "origin-signing",
      consequence: "guard lost",
      path: "signing_behavior",
      part: "signing",
      judge: ranked({ never: 0, "no-override": 1, always: 2 }),
      weaker: "CloudFront leaves requests unsigned: the origin cannot tell CloudFront from anybody else.",
      stronger: "CloudFront signs more requests, and the origin can refuse all others.",
    },
    ...["signing_protocol", "origin_access_control_origin_type"].map((path): Setting => ({
      rule: "origin-signing",
      consequence: "guard lost",
      path,
      part: path.replaceAll("_", " "),
      judge: cannotTell,
      changed: "CloudFront signs requests in another way, which the origin must accept.",
    })),
  ],
  aws_cloudfront_vpc_origin: originConnection(
    "vpc_origin_endpoint_config",
    "origin_ssl_protocols.items",
    "CloudFront asks the origin at another port, which must be ready for the requests.",
  ),
  aws_cloudfront_public_key: [
    {
      rule: "signing-key",
      consequence: "exposure",
      path: "encoded_key",
      part: "public key",
      judge: cannotTell,
      words: () => "a key",
      changed: "Whoever has the other private key opens what is signed, and the old key opens nothing.",
    },
  ],
};

export const accessAttributes: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(settings).map(([type, all]) => [type, headsOf(all)])),
  aws_cloudfront_key_group: ["items"],
};

/** How CloudFront and its origins know each other, and whose signature opens what is private. */
export const accessFindings = (estate: Estate): Finding[] =>
  estate
    .changed(...Object.keys(accessAttributes))
    .filter(isUpdate)
    .flatMap((one) => [
      ...settingFindings(settings[one.type] ?? [], statesOf(one)),
      ...(one.type === "aws_cloudfront_vpc_origin" ? endpointFindings(estate, one) : []),
      ...(one.type === "aws_cloudfront_key_group" ? keyFindings(estate, one) : []),
    ]);

/** What a VPC origin leads to. A target that is replaced is still the target. */
function endpointFindings(estate: Estate, origin: Resource): Finding[] {
  const path = "vpc_origin_endpoint_config.arn";
  const [was, is] = [estate.target("before", origin, path), estate.target("after", origin, path)];
  if (was.kind === "resource" && is.kind === "resource" && was.resource === is.resource) return [];
  if (was.kind === "value" && is.kind === "value" && was.value === is.value) return [];
  if (was.kind === "none" && is.kind === "none") return [];
  const states = statesOf(origin);
  if (is.kind === "unknown") return [unknownFinding(states, "endpoint", [path])];
  const words = (target: typeof was): string =>
    target.kind === "resource" ? target.resource.address : target.kind === "value" ? target.value : "none";
  return [
    {
      rule: "origin-host",
      consequence: "exposure",
      direction: "cannot tell",
      place: origin,
      part: "endpoint",
      before: words(was),
      after: words(is),
      meaning: "Requests, with the cookies and tokens in them, go to another load balancer or instance.",
      says: [path],
    },
  ];
}

function keyFindings(estate: Estate, group: Resource): Finding[] {
  const [had, has] = (["before", "after"] as const).map((side) =>
    estate
      .targets(side, group, "items")
      .map((target) =>
        target.kind === "resource" ? target.resource.name : target.kind === "value" ? target.value : "unknown",
      )
      .sort(),
  );
  if (attribute(group.after, "items") === unknown && has?.includes("unknown") === true)
    return [unknownFinding(statesOf(group), "keys", ["items"])];
  return lostAndGained(had ?? [], has ?? []).map(({ direction, values }) => ({
    rule: "trusted-signers",
    consequence: "exposure",
    direction: direction === "weaker" ? "stronger" : "weaker",
    place: group,
    part: "keys",
    before: `${String(textsOf(group.before, "items").length)} keys`,
    after: `${String((has ?? []).length)} keys`,
    meaning:
      direction === "weaker"
        ? `What ${values.join(", ")} signed opens nothing any more.`
        : `What ${values.join(", ")} signs opens what the group guards.`,
    says: ["items"],
  }));
}
