import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { type ITerraformDependable, TerraformElement } from "cdktf";
import { Construct } from "constructs";
import { interpolation } from "../../shared/expression";

export interface FirstValueProps {
  /** The ARN of a secret that has no value yet. */
  readonly secretArn: string;
}

/**
 * The first value of a header that an origin checks: `{"HEADERVALUE":"…"}` with 32 letters and digits. Secrets Manager makes
 * the value at apply, and Terraform passes it on by a write-only argument, so that it is in no plan and no state. The
 * rotation makes all later values.
 *
 * The version keeps a label of its own, since Secrets Manager may delete a version that has none (Secrets Manager User
 * Guide, "What's in a secret?"). Terraform would make a deleted version again, and reset a rotated secret to a value that
 * nothing else knows.
 */
export class FirstValue extends Construct {
  /** A dependency of what reads the value. */
  readonly version: ITerraformDependable;

  constructor(scope: Construct, id: string, props: FirstValueProps) {
    super(scope, id);

    const random = new RandomPassword(this, "random");
    this.version = new SecretsmanagerSecretVersion(this, "first_value", {
      secretId: props.secretArn,
      secretStringWo: interpolation(`jsonencode({ HEADERVALUE = ${random.value} })`),
      secretStringWoVersion: 1,
      versionStages: ["AWSCURRENT", "FIRST"],
      lifecycle: { ignoreChanges: ["version_stages"] },
    });
  }
}

/** An ephemeral block, for which CDKTF has no construct. */
class RandomPassword extends TerraformElement {
  constructor(scope: Construct, id: string) {
    super(scope, id, type);
  }

  get value(): string {
    return `ephemeral.${type}.${this.friendlyUniqueId}.random_password`;
  }

  override toTerraform(): unknown {
    return {
      ephemeral: { [type]: { [this.friendlyUniqueId]: { password_length: 32, exclude_punctuation: true } } },
    };
  }
}

const type = "aws_secretsmanager_random_password";
