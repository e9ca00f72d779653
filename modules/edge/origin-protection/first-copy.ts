import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface FirstCopyProps {
  /** The rotation function, which can copy the value. */
  readonly function: { readonly name: string; readonly aliasName: string };
  /** Ids of the value's source and targets: a change repeats the copy. */
  readonly between: Readonly<Record<string, string>>;
  /** The secret's first value. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * Has the rotation function copy the secret's current value, once, to what sends it and to what accepts it. So one apply
 * ends with an origin that answers to CloudFront. Terraform sees that the copy is done, and sees no value.
 */
export class FirstCopy extends Construct {
  /** A dependency of what may come only once requests are let in. */
  readonly done: ITerraformDependable;

  constructor(scope: Construct, id: string, props: FirstCopyProps) {
    super(scope, id);
    const { function: rotating, between, after } = props;

    this.done = new LambdaInvocation(this, "first_copy", {
      functionName: rotating.name,
      qualifier: rotating.aliasName,
      input: JSON.stringify({ step: "copyCurrent" }),
      lifecycleScope: "CREATE_ONLY",
      triggers: { ...between },
      dependsOn: [...after],
    });
  }
}
