import { ResponseHeaders, type ResponseHeadersProps } from "../../../../modules/edge/cloudfront/response-headers";
import { synthesizeModule } from "../../../support/synthesize";

const policyOf = (props: Partial<ResponseHeadersProps> = {}) =>
  synthesizeModule((stack) => {
    new ResponseHeaders(stack, "web", { name: "prod-edge-web", description: "The web application", ...props });
  }).resource["aws_cloudfront_response_headers_policy"]?.["web_policy"].security_headers_config as object;

const sound = {
  strict_transport_security: {
    access_control_max_age_sec: 31_536_000,
    include_subdomains: true,
    preload: false,
    override: true,
  },
  content_type_options: { override: true },
  frame_options: { frame_option: "DENY", override: true },
  referrer_policy: { referrer_policy: "strict-origin-when-cross-origin", override: true },
};

test("tells browsers to use TLS, to trust the content type, to refuse frames and to send no paths as referrer", () => {
  expect(policyOf()).toEqual(sound);
});

test("a content security policy of the application overrides CloudFront's", () => {
  expect(policyOf({ contentSecurityPolicy: "default-src 'self'" })).toEqual({
    ...sound,
    content_security_policy: { content_security_policy: "default-src 'self'", override: false },
  });
});

test("accepts another value for each header", () => {
  expect(policyOf({ hstsSeconds: 300, frames: "SAMEORIGIN", referrer: "no-referrer" })).toMatchObject({
    strict_transport_security: { access_control_max_age_sec: 300 },
    frame_options: { frame_option: "SAMEORIGIN" },
    referrer_policy: { referrer_policy: "no-referrer" },
  });
});
