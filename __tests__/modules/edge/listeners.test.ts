import { Lb } from "@cdktf/provider-aws/lib/lb";
import { Listeners, type ListenersProps } from "../../../modules/edge/listeners";
import { synthesizeModule } from "../../support/synthesize";

const listenersOf = (serves: ListenersProps["serves"]) => {
  const { resource } = synthesizeModule((stack) => {
    const after = new Lb(stack, "first", {});
    new Listeners(stack, "public", { loadBalancerArn: "arn:lb", targetGroupArn: "arn:tg", serves, after });
  });
  return { listeners: resource["aws_lb_listener"], rules: resource["aws_lb_listener_rule"] };
};
const service = {
  domainName: "app.example.com",
  certificateArn: "arn:certificate",
  securityPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
};
const https = listenersOf({ ...service, redirectsHttp: true });

test("answers on port 80 only with a permanent redirect to port 443", () => {
  expect(https.listeners?.["public_http"]).toEqual({
    load_balancer_arn: "arn:lb",
    port: 80,
    protocol: "HTTP",
    routing_http_response_server_enabled: false,
    default_action: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } }],
    depends_on: ["aws_lb.first"],
  });
});

test("has no port 80 without the redirect: CloudFront connects by HTTPS alone", () => {
  const { listeners, rules } = listenersOf(service);
  expect(Object.keys(listeners ?? {})).toEqual(["public_https"]);
  expect(rules).toEqual(https.rules);
});

test("answers on port 443 with the certificate and the policy, and refuses every name but the application's", () => {
  expect(https.listeners?.["public_https"]).toEqual({
    load_balancer_arn: "arn:lb",
    port: 443,
    protocol: "HTTPS",
    ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    certificate_arn: "arn:certificate",
    routing_http_response_server_enabled: false,
    routing_http_response_strict_transport_security_header_value: "max-age=31536000",
    routing_http_response_x_content_type_options_header_value: "nosniff",
    default_action: [
      {
        type: "fixed-response",
        fixed_response: { content_type: "text/plain", message_body: "Not found", status_code: "404" },
      },
    ],
    depends_on: ["aws_lb.first"],
  });
  expect(https.rules).toEqual({
    public_https_application: {
      listener_arn: "${aws_lb_listener.public_https.arn}",
      priority: 100,
      condition: [{ host_header: { values: ["app.example.com"] } }],
      action: [{ type: "forward", target_group_arn: "arn:tg" }],
    },
  });
});

test("serves plain HTTP only with the prop for plain HTTP", () => {
  expect(listenersOf("plain-http")).toEqual({
    listeners: {
      public_http: {
        load_balancer_arn: "arn:lb",
        port: 80,
        protocol: "HTTP",
        routing_http_response_server_enabled: false,
        default_action: [{ type: "forward", target_group_arn: "arn:tg" }],
        depends_on: ["aws_lb.first"],
      },
    },
    rules: undefined,
  });
});
