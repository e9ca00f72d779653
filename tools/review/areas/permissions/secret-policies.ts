import { saferOn } from "../../settings/judges";
import { ofSettings } from "../../settings/setting";

/** Whether Secrets Manager refuses a policy that lets everybody in (Secrets Manager API Reference, "PutResourcePolicy"). */
export const secretPolicies = ofSettings([
  {
    rule: "secret-policy-check",
    consequence: "guard lost",
    types: ["aws_secretsmanager_secret_policy"],
    path: "block_public_policy",
    part: "check for broad access",
    judge: saferOn,
    standard: false,
    weaker: "Secrets Manager no longer refuses a policy that gives broad access to the secret.",
    stronger: "Secrets Manager refuses a policy that gives broad access to the secret.",
  },
]);
