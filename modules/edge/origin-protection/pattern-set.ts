import { Wafv2RegexPatternSet } from "@cdktf/provider-aws/lib/wafv2-regex-pattern-set";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { acceptsNothing } from "./accepts-nothing";

export interface OriginPatternSetProps {
  readonly name: string;
  readonly description: string;
  /** What Terraform writes at every apply. @default nothing at first, and then what the rotation gives it */
  readonly values?: readonly string[];
}

/**
 * The values that an origin accepts in its header, each as an anchored pattern. With `values`, Terraform owns the patterns.
 * Otherwise Terraform makes a set that accepts nothing, and the rotation replaces the patterns, never a rule.
 *
 * A refresh reads the patterns into the state of this layer, although changes of them are ignored: that state is secret.
 */
export class OriginPatternSet extends Construct {
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  /** A dependency of what may be sent only once it is accepted. */
  readonly made: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OriginPatternSetProps) {
    super(scope, id);
    const { name, description, values } = props;

    const patterns = new Wafv2RegexPatternSet(this, "patterns", {
      name,
      description,
      scope: "REGIONAL",
      regularExpression: values?.map((value) => ({ regexString: `^${value}$` })) ?? [{ regexString: acceptsNothing }],
      // A web ACL drops it before it is deleted: AWS WAF refuses to delete one in use.
      lifecycle: { createBeforeDestroy: true, ...(values === undefined && { ignoreChanges: ["regular_expression"] }) },
    });
    this.made = patterns;
    this.arn = patterns.arn;
    this.id = patterns.id;
    this.name = name;
  }
}
