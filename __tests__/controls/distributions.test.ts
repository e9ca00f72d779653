import { blockOf, findsWhen, holdsInEveryEnvironment, remove } from "../support/controls";
import {
  distributionsAreBehindAWebAcl,
  distributionsAreLogged,
  distributionsEncrypt,
  distributionsHaveATlsFloor,
  nothingPersonalIsCached,
} from "../../controls/rules/distributions";

const type = "aws_cloudfront_distribution";

describe("every distribution is behind a web ACL", () => {
  const control = distributionsAreBehindAWebAcl;
  const missing = ["has no web ACL"];

  holdsInEveryEnvironment(control);
  findsWhen(
    control,
    "one without",
    (stacks) => {
      delete blockOf(stacks, type).web_acl_id;
    },
    missing,
    "cloudfront",
  );
  findsWhen(
    control,
    "one with the load balancer's web ACL, which does not protect a distribution",
    (stacks) => {
      blockOf(stacks, type).web_acl_id = "${aws_wafv2_web_acl.regional_web_acl.arn}";
    },
    missing,
    "cloudfront",
  );
});

describe("distributions speak TLS alone with viewers and origins", () => {
  const control = distributionsEncrypt;

  holdsInEveryEnvironment(control);
  findsWhen(
    control,
    "a behaviour that serves plain HTTP",
    (stacks) => {
      blockOf(stacks, type).ordered_cache_behavior[0].viewer_protocol_policy = "allow-all";
    },
    ["serves plain HTTP"],
    "cloudfront",
  );
  findsWhen(
    control,
    "an origin that may choose the protocol",
    (stacks) => {
      blockOf(stacks, type).origin[0].custom_origin_config = {
        origin_protocol_policy: "match-viewer",
        origin_ssl_protocols: ["TLSv1.2"],
      };
    },
    ["connects to an origin by less than TLS 1.2"],
    "cloudfront",
  );
});

describe("no distribution accepts old TLS without a departure", () => {
  const control = distributionsHaveATlsFloor;

  holdsInEveryEnvironment(control);
  findsWhen(
    control,
    "one with CloudFront's own certificate",
    (stacks) => {
      blockOf(stacks, type).viewer_certificate = { cloudfront_default_certificate: true };
    },
    ["accepts TLS older than 1.2"],
    "cloudfront",
  );
});

describe("every distribution has an access log, unless a departure turns the log off", () => {
  const control = distributionsAreLogged;

  holdsInEveryEnvironment(control);
  findsWhen(
    control,
    "one whose access log is delivered nowhere",
    (stacks) => {
      remove(stacks, "aws_cloudwatch_log_delivery");
    },
    ["has no log"],
    "cloudfront",
  );
  findsWhen(
    control,
    "one whose access log has AWS's default fields, cookies among them",
    (stacks) => {
      delete blockOf(stacks, "aws_cloudwatch_log_delivery").record_fields;
    },
    ["logs cookies"],
    "cloudfront",
  );
});

describe("no answer is cached that depends on a viewer's Authorization header or cookies", () => {
  const control = nothingPersonalIsCached;
  const found = ["caches answers that depend on a viewer's Authorization header or cookies"];

  holdsInEveryEnvironment(control);
  findsWhen(
    control,
    "a default behaviour that caches and forwards credentials",
    (stacks) => {
      blockOf(stacks, type).default_cache_behavior.cache_policy_id = "658327ea-f89d-4fab-a63d-7e88639e58f6";
    },
    found,
    "cloudfront",
  );
  findsWhen(
    control,
    "a cached path whose requests have all headers of the viewer",
    (stacks) => {
      blockOf(stacks, type).ordered_cache_behavior[0].origin_request_policy_id = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
    },
    found,
    "cloudfront",
  );
});
