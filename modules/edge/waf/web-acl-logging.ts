import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { type ITerraformDependable, type TerraformProvider, Token } from "cdktf";
import { Construct } from "constructs";
import { ConfigurationError } from "../../shared/configuration-error";
import { LogGroup } from "../../shared/log-group";
import { protectedHeaderFaults, redactedFields, secretHeaders } from "./redaction";

export interface WebAclLoggingProps {
  readonly webAclArn: string;
  /** AWS WAF delivers only to groups named `aws-waf-logs-…`. */
  readonly logGroupName: string;
  readonly retentionDays: number;
  /** A key of the web ACL's region that admits the group: us-east-1 for CLOUDFRONT. */
  readonly kmsKeyArn: string;
  /** Leaves the group in place when the layer is destroyed. @default true */
  readonly keepOnDestroy?: boolean;
  /**
   * `matched` keeps requests that a rule blocked, counted or challenged. `everything` also keeps those that no rule stopped:
   * most requests, and most of the price.
   *
   * @default "matched"
   */
  readonly keep?: "everything" | "matched";
  /** Headers that logs show as REDACTED, in lower case. @default `secretHeaders` */
  readonly redactedHeaders?: readonly string[];
  /** Lets AWS deliver to the group: one `LogDelivery` for all logs of the environment and region. */
  readonly delivery: { readonly logGroupNamePrefixes: readonly string[]; readonly policy: ITerraformDependable };
  /** The provider of us-east-1 for CLOUDFRONT. @default the stack's own */
  readonly provider?: TerraformProvider;
}

/** A web ACL's log of requests, in an encrypted log group. */
export class WebAclLogging extends Construct {
  readonly logGroupName: string;
  readonly logGroupArn: string;

  constructor(scope: Construct, id: string, props: WebAclLoggingProps) {
    super(scope, id);
    const { webAclArn, logGroupName, retentionDays, kmsKeyArn, keepOnDestroy = true, provider } = props;
    const { keep = "matched", redactedHeaders = secretHeaders, delivery } = props;
    ConfigurationError.throwIfAny(loggingFaults(logGroupName, redactedHeaders, delivery.logGroupNamePrefixes));

    const logs = new LogGroup(this, "requests", {
      name: logGroupName,
      retentionDays,
      kmsKeyArn,
      keepOnDestroy,
      provider,
    });
    new Wafv2WebAclLoggingConfiguration(this, "logging", {
      resourceArn: webAclArn,
      logDestinationConfigs: [logs.arn],
      redactedFields: redactedFields(redactedHeaders),
      loggingFilter: keep === "matched" ? matchedRequests() : undefined,
      dependsOn: [delivery.policy],
      provider,
    });
    this.logGroupName = logs.name;
    this.logGroupArn = logs.arn;
  }
}

/** Keeps what a rule decided or counted; older settings call a rule set to count EXCLUDED_AS_COUNT. */
function matchedRequests() {
  const actions = ["BLOCK", "COUNT", "CAPTCHA", "CHALLENGE", "EXCLUDED_AS_COUNT"];
  return {
    defaultBehavior: "DROP",
    filter: [
      {
        behavior: "KEEP",
        requirement: "MEETS_ANY",
        condition: actions.map((action) => ({ actionCondition: { action } })),
      },
    ],
  };
}

function loggingFaults(name: string, headers: readonly string[], prefixes: readonly string[]): string[] {
  const faults = protectedHeaderFaults(headers, `web ACL log ${name}`);
  if (Token.isUnresolved(name)) return faults;
  if (!name.startsWith("aws-waf-logs-") || name.length > 512) {
    faults.push(
      `web ACL log ${name} has a name that AWS WAF refuses; give a name that starts with aws-waf-logs-, of at most 512 characters`,
    );
  } else if (!prefixes.some((prefix) => name.startsWith(prefix))) {
    faults.push(
      `web ACL log ${name} has none of the admitted prefixes ${prefixes.join(", ")}; give a prefix of the log's name`,
    );
  }
  return faults;
}
