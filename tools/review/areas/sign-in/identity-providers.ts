import { Estate } from "../../estate";
import type { Finding } from "../../finding";
import { changedNames } from "../../settings/maps";
import { sidesOf, withPlace } from "../../settings/setting";
import { isThere, wholeFinding } from "./whole";

export const judgedOfProviders = [
  "provider_details",
  "attribute_mapping",
  "idp_identifiers",
  "provider_name",
  "provider_type",
  "user_pool_id",
];

/** Who else says who a user is. */
export const providerFindings = (estate: Estate): readonly Finding[] =>
  estate.changed("aws_cognito_identity_provider").flatMap((one) => [
    ...wholeFinding(one, { rule: "identity-provider", consequence: "exposure" }, "weaker", {
      added: "Whoever this provider lets in may be a user of the pool, where a client takes the provider.",
      removed: "Users of this provider can no longer sign in.",
    }),
    ...(isThere(one)
      ? ["provider_details", "attribute_mapping", "idp_identifiers", "provider_name", "provider_type"]
      : []
    ).flatMap((path) => {
      const [before, after] = sidesOf(one, path);
      const names = changedNames(before, after);
      if (names.length === 0) return [];
      const finding = {
        rule: "identity-provider-details",
        consequence: "exposure",
        direction: "cannot tell",
        part: `${path.replaceAll("_", " ")} ${names.join(", ")}`.trim(),
        meaning: "Others may be let in, or a user may be taken for another: compare the provider's settings.",
      } as const;
      return [withPlace(finding, one, path)];
    }),
  ]);
