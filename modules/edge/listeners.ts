import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface ListenersProps {
  readonly loadBalancerArn: string;
  readonly targetGroupArn: string;
  /** The application's name and certificate; or a plain-text listener, which only a caller that asks for it by this word gets. */
  readonly serves: HttpsService | "plain-http";
  /** What must stand before the first request comes in: the web ACL's association. */
  readonly after: ITerraformDependable;
}

interface HttpsService {
  readonly domainName: string;
  readonly certificateArn: string;
  /** What viewers may negotiate; AWS's own default is of 2016, so it is always said. */
  readonly securityPolicy: string;
  /** Also listens on port 80, to say where port 443 is: where viewers reach the load balancer themselves. @default false */
  readonly redirectsHttp?: boolean;
}

/**
 * Port 443 answers for the application's own name and refuses every other, so that a scanner that finds the address and
 * not the name learns nothing, and the application sees no Host header but its own; port 80, if any, says where port 443
 * is. Health checks go to the instances themselves and pass no listener.
 */
export class Listeners extends Construct {
  /** What sends requests to the target group: AWS accepts request-count scaling only once there is such a thing. */
  readonly forwarding: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ListenersProps) {
    super(scope, id);
    const { loadBalancerArn, targetGroupArn, serves, after } = props;
    const dependsOn = [after];

    if (serves === "plain-http") {
      this.forwarding = new LbListener(this, "http", {
        loadBalancerArn,
        port: 80,
        protocol: "HTTP",
        routingHttpResponseServerEnabled: false,
        dependsOn,
        defaultAction: [{ type: "forward", targetGroupArn }],
      });
      return;
    }
    const { domainName, certificateArn, securityPolicy, redirectsHttp = false } = serves;
    if (redirectsHttp) {
      new LbListener(this, "http", {
        loadBalancerArn,
        port: 80,
        protocol: "HTTP",
        routingHttpResponseServerEnabled: false,
        dependsOn,
        defaultAction: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
      });
    }
    const https = new LbListener(this, "https", {
      loadBalancerArn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: securityPolicy,
      certificateArn,
      routingHttpResponseServerEnabled: false,
      dependsOn,
      routingHttpResponseStrictTransportSecurityHeaderValue: `max-age=${secondsOfAYear}`,
      routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
      defaultAction: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
        },
      ],
    });
    this.forwarding = new LbListenerRule(this, "https_application", {
      listenerArn: https.arn,
      priority: 100,
      condition: [{ hostHeader: { values: [domainName] } }],
      action: [{ type: "forward", targetGroupArn }],
    });
  }
}

/**
 * RFC 6797: how long a browser that has seen the header asks by HTTPS alone. Not `includeSubDomains`: where the name is
 * that of a whole zone, it would shut off for a year whatever else the zone serves by HTTP, and no apply takes it back.
 */
const secondsOfAYear = 31_536_000;
