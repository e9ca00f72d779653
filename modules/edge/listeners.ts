import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface ListenersProps {
  readonly loadBalancerArn: string;
  readonly targetGroupArn: string;
  /** The application's name and certificate, or `"plain-http"`: a listener without TLS, which nobody gets by default. */
  readonly serves: HttpsService | "plain-http";
  /** What must exist before the first request comes in: the web ACL's association. */
  readonly after: ITerraformDependable;
}

interface HttpsService {
  readonly domainName: string;
  readonly certificateArn: string;
  /** The TLS policy. AWS's own default is of 2016, so the policy is always set. */
  readonly securityPolicy: string;
  /** Also redirects port 80 to port 443: for viewers that reach the load balancer without CloudFront. @default false */
  readonly redirectsHttp?: boolean;
}

/**
 * Port 443 forwards requests for the application's own name and answers 404 to every other. A scanner that finds the address
 * and not the name learns nothing, and the application sees no other Host header. Port 80, if any, redirects to port 443.
 * Health checks go to the instances directly, past the listeners.
 */
export class Listeners extends Construct {
  /** What forwards to the target group: AWS accepts request-count scaling only once it exists. */
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
 * RFC 6797: how long a browser that has seen the header uses HTTPS alone. Not `includeSubDomains`: where the name is that of
 * a whole zone, everything that the zone serves by HTTP would be unreachable for a year, and no apply takes that back.
 */
const secondsOfAYear = 31_536_000;
