import { Wafv2RegexPatternSet } from "@cdktf/provider-aws/lib/wafv2-regex-pattern-set";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { acceptsNothing } from "./accepts-nothing";

export interface OriginPatternSetProps {
  readonly name: string;
  readonly description: string;
  /** What Terraform gives it at every apply. @default nothing at first, and then what the rotation gives it */
  readonly values?: readonly string[];
}

/**
 * The values that an origin accepts in its header, each as an anchored pattern. Terraform makes the set so that it
 * accepts nothing; from then on it is the rotation's, which replaces the patterns and no rule. Where nothing rotates, the
 * values are Terraform's.
 *
 * A refresh reads the patterns into the state of this layer, although a change of them is ignored: that state is secret.
 */
export class OriginPatternSet extends Construct {
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  /** For what may be sent only once it is accepted. */
  readonly made: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OriginPatternSetProps) {
    super(scope, id);
    const { name, description, values } = props;

    const patterns = new Wafv2RegexPatternSet(this, "patterns", {
      name,
      description,
      scope: "REGIONAL",
      regularExpression: values?.map((value) => ({ regexString: `^${value}$` })) ?? [{ regexString: acceptsNothing }],
      // A web ACL lets go of it before it is deleted: AWS WAF refuses that while one refers to it.
      lifecycle: { createBeforeDestroy: true, ...(values === undefined && { ignoreChanges: ["regular_expression"] }) },
    });
    this.made = patterns;
    this.arn = patterns.arn;
    this.id = patterns.id;
    this.name = name;
  }
}
