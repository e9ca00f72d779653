import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { certificateFor } from "../certificate";
import { DnsAlias } from "../dns-alias";
import { ClassicPages } from "./classic-pages";
import { ManagedLogin } from "./managed-login";

export interface SignInProps {
  readonly userPoolId: string;
  readonly userPoolArn: string;
  readonly region: string;
  readonly domain: PrefixDomain | OwnDomain;
  /** Managed login needs tier ESSENTIALS. @default "managed" */
  readonly pages?: "classic" | "managed";
  /** The clients whose users see pages, by the role that begins their Terraform address: `{ web: "…" }`. */
  readonly clientIds: Readonly<Record<string, string>>;
  /** CSS of the classic pages; managed login ignores it. @default Cognito's own */
  readonly css?: string | undefined;
  /** The pool's own web ACL, in front of its pages and its API; never one with ATP or ACFP. @default none */
  readonly webAclArn?: string;
}

interface PrefixDomain {
  /** `shop` in `shop.auth.<region>.amazoncognito.com`. */
  readonly prefix: string;
}

export interface OwnDomain {
  readonly name: string;
  /** The public zone that holds the name. */
  readonly hostedZoneId: string;
  /** `"issued"`, or the ARN of a certificate of us-east-1. */
  readonly certificate: string;
  /** Of us-east-1, for a certificate that ACM issues. */
  readonly provider: TerraformProvider;
  /** The parent domain's A record, if this stack makes it: without it Cognito refuses the name. @default there is one */
  readonly parentRecords?: readonly ITerraformDependable[];
}

/**
 * The public part of a user pool: its domain with the sign-in pages and the token endpoint, and its web ACL. A pool cannot
 * be deleted while it has a domain, so this layer is destroyed first.
 */
export class SignIn extends Construct {
  /** The address of the pages and the OAuth endpoints. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: SignInProps) {
    super(scope, id);
    const { userPoolId, userPoolArn, region, domain, pages = "managed", clientIds, css, webAclArn } = props;

    // Comes before the domain: its pages are never without the web ACL.
    const webAcl =
      webAclArn === undefined
        ? []
        : [new Wafv2WebAclAssociation(this, "web_acl_association", { resourceArn: userPoolArn, webAclArn })];
    const managedLoginVersion = pages === "managed" ? 2 : 1;
    const made =
      "prefix" in domain
        ? new CognitoUserPoolDomain(this, "domain", {
            userPoolId,
            domain: domain.prefix,
            managedLoginVersion,
            ...after(webAcl),
          })
        : this.ownDomain(domain, { userPoolId, managedLoginVersion }, webAcl);
    this.url =
      "prefix" in domain ? `https://${domain.prefix}.auth.${region}.amazoncognito.com` : `https://${domain.name}`;

    if (pages === "managed") new ManagedLogin(this, "managed_login", { userPoolId, clientIds });
    else if (css !== undefined) new ClassicPages(this, "classic", { userPoolId, css, domain: made });
  }

  private ownDomain(
    domain: OwnDomain,
    pool: { readonly userPoolId: string; readonly managedLoginVersion: number },
    webAcl: readonly ITerraformDependable[],
  ): CognitoUserPoolDomain {
    const { name, hostedZoneId, certificate, provider, parentRecords = [] } = domain;
    const made = new CognitoUserPoolDomain(this, "domain", {
      ...pool,
      domain: name,
      certificateArn: certificateFor(this, "name", certificate, { domainName: name, hostedZoneId, provider }).arn,
      ...after([...webAcl, ...parentRecords]),
    });
    new DnsAlias(this, "alias", {
      hostedZoneId,
      domainName: name,
      target: { dnsName: made.cloudfrontDistribution, zoneId: made.cloudfrontDistributionZoneId },
      evaluateTargetHealth: false,
    });
    return made;
  }
}

function after(others: readonly ITerraformDependable[]) {
  return others.length > 0 ? { dependsOn: [...others] } : {};
}
