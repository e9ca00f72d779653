import { cannotTell, weakerFewer } from "../../settings/judges";
import { ofSettings } from "../../settings/setting";

const types = ["aws_secretsmanager_secret_version"];

/**
 * The value that a secret has (AWS Secrets Manager User Guide, "What's in a Secrets Manager secret?"; Terraform documentation,
 * "Use write-only arguments"). The value itself is never compared: a write-only value is in no plan.
 */
export const versions = ofSettings([
  {
    rule: "secret-value-written",
    types,
    path: "secret_string_wo_version",
    part: "number of the written value",
    consequence: "downtime",
    judge: cannotTell,
    changed:
      "The apply writes the configuration's value over the value in use, also over one that a rotation made: whoever holds the old value is refused.",
  },
  {
    rule: "secret-stages",
    types,
    path: "version_stages",
    part: "stages",
    consequence: "downtime",
    judge: weakerFewer,
    weaker: "Who asks for the secret by a stage that goes gets another version, or none.",
    stronger: "The version has a stage more.",
  },
]);
