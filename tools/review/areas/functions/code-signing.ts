import { type Resource, blockOf, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { isUpdate } from "../../settings/changed";
import { weakestFirst } from "../../settings/judges";
import type { Question } from "../../settings/question";
import { type TypedSetting, ofSettings } from "../../settings/setting";
import { listed } from "../../settings/words";

const type = "aws_lambda_code_signing_config";

const settings: readonly TypedSetting[] = [
  {
    rule: "code-signing-policy",
    types: [type],
    path: "policies.untrusted_artifact_on_deployment",
    part: "code that no publisher signed",
    standard: "Warn",
    consequence: "guard lost",
    judge: weakestFirst("Warn", "Enforce"),
    weaker: "Code that nobody signed is accepted, with a warning.",
    stronger: "Code that nobody signed is refused.",
  },
];

const policy = ofSettings(settings);

/** Who may sign a function's code, and what becomes of other code (AWS Lambda API Reference, "CodeSigningPolicies"). */
export const codeSigning: Question = {
  judges: { [type]: ["policies", "allowed_publishers"] },
  find: (estate) => [
    ...policy.find(estate),
    ...estate
      .changed(type)
      .filter(isUpdate)
      .flatMap((resource) => publisherFindings(resource)),
  ],
};

function publisherFindings(resource: Resource): readonly Finding[] {
  const [had, has] = [publishersOf(resource, "before"), publishersOf(resource, "after")];
  const [added, gone] = [has.filter((one) => !had.includes(one)), had.filter((one) => !has.includes(one))];
  const about = { rule: "code-publishers", consequence: "guard lost", place: resource, part: "publishers" } as const;
  const says = ["allowed_publishers"];
  const weaker: Finding = {
    ...about,
    direction: "weaker",
    before: "none",
    after: listed(added),
    meaning: "Whoever has the signing profile may sign the functions' code.",
    says,
  };
  const stronger: Finding = {
    ...about,
    direction: "stronger",
    before: listed(gone),
    after: "none",
    meaning: "What this profile signed is no longer accepted.",
    says,
  };
  return [...(added.length > 0 ? [weaker] : []), ...(gone.length > 0 ? [stronger] : [])];
}

const publishersOf = (resource: Resource, side: "before" | "after"): readonly string[] =>
  textsOf(blockOf(resource[side], "allowed_publishers"), "signing_profile_version_arns");
