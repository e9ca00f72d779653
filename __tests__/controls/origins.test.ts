import { blockOf, findsWhen, holdsInEveryEnvironment, remove } from "../support/controls";
import {
  headersGoToWhoAsks,
  noAuthorizedAnswerIsCached,
  noHeaderValueIsWritten,
  originsAnswerToTheEdgeAlone as control,
} from "../../controls/rules/origins";

const open = ["has an origin API that answers others too"];

holdsInEveryEnvironment(control);
findsWhen(
  control,
  "a load balancer that is on the internet",
  (stacks) => {
    blockOf(stacks, "aws_lb").internal = false;
  },
  ["has an origin load balancer that others reach too"],
  "cloudfront",
);
findsWhen(
  control,
  "an API without a firewall",
  (stacks) => {
    remove(stacks, "aws_wafv2_web_acl_association", "api_stage");
  },
  open,
  "cloudfront-rest",
);
findsWhen(
  control,
  "a firewall that lets a request with the header pass every other rule, and admits all others after that",
  (stacks) => {
    const [first] = blockOf(stacks, "aws_wafv2_web_acl", "api_stage").rule;
    first.statement = first.statement.not_statement.statement[0];
    first.action = { allow: {} };
  },
  open,
  "cloudfront-rest",
);
findsWhen(
  control,
  "a firewall that looks for the header too late",
  (stacks) => {
    const { rule } = blockOf(stacks, "aws_wafv2_web_acl", "api_stage");
    [rule[0].priority, rule[1].priority] = [rule[1].priority, rule[0].priority];
  },
  open,
  "cloudfront-rest",
);
findsWhen(
  control,
  "a firewall that accepts a part of the header's value",
  (stacks) => {
    blockOf(stacks, "aws_wafv2_regex_pattern_set").regular_expression[0].regex_string = "value";
  },
  open,
  "cloudfront-rest",
);
findsWhen(
  control,
  "a path on which the header is not added",
  (stacks) => {
    delete blockOf(stacks, "aws_cloudfront_distribution", "edge_api").ordered_cache_behavior[0].function_association;
  },
  ["does not always add x-from-cloudfront, which the origin requires"],
  "cloudfront-rest",
);
findsWhen(
  control,
  "an origin of somebody else's",
  (stacks) => {
    blockOf(stacks, "aws_cloudfront_distribution", "edge_api").origin[0].domain_name = "origin.example.net";
  },
  ["has an origin that no stack makes"],
  "cloudfront-rest",
);

const variablesOf = (stacks: Parameters<typeof blockOf>[0], name: string) =>
  blockOf(stacks, "aws_lambda_function", name).environment.variables as Record<string, string>;
findsWhen(
  control,
  "a function behind an HTTP API that asks for no header",
  (stacks) => {
    delete variablesOf(stacks, "hello")["ORIGIN_HEADER_NAME"];
  },
  open,
  "cloudfront-http",
);
findsWhen(
  control,
  "a function that asks for another header than the others",
  (stacks) => {
    variablesOf(stacks, "hello")["ORIGIN_HEADER_NAME"] = "x-other";
  },
  open,
  "cloudfront-http",
);
findsWhen(
  control,
  "a function that reads a secret that nothing rotates",
  (stacks) => {
    variablesOf(stacks, "secure_api")["ORIGIN_SECRET_ARN"] =
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:other-AbCdEf";
  },
  open,
  "cloudfront-http",
);
findsWhen(
  control,
  "an integration that is no function of the stacks",
  (stacks) => {
    blockOf(stacks, "aws_apigatewayv2_integration", "hello").integration_uri = "https://example.net/";
  },
  open,
  "cloudfront-http",
);
findsWhen(
  control,
  "a path of an HTTP API on which the header is not added",
  (stacks) => {
    delete blockOf(stacks, "aws_cloudfront_distribution", "edge_http_api").ordered_cache_behavior[0]
      .function_association;
  },
  ["does not always add x-from-cloudfront, which the origin requires"],
  "cloudfront-http",
);

const notWritten = ["does not always add x-origin-verify, which the origin requires"];
findsWhen(
  control,
  "an origin whose header Terraform would take away",
  (stacks) => {
    blockOf(stacks, "aws_cloudfront_distribution", "edge_api").lifecycle.ignore_changes = [];
  },
  notWritten,
  "header-lambda",
);
findsWhen(
  control,
  "a distribution into whose origin nothing writes the header",
  (stacks) => {
    const variables = variablesOf(stacks, "rotate_origin_secret");
    variables["DISTRIBUTION_ORIGINS"] = variables["DISTRIBUTION_ORIGINS"]?.split(",")[0] ?? "";
  },
  notWritten,
  "header-lambda",
);
findsWhen(
  control,
  "a rotation that writes another header than the header that the origin requires",
  (stacks) => {
    variablesOf(stacks, "rotate_origin_secret")["HEADER_NAME"] = "x-other";
  },
  notWritten,
  "header-lambda",
);

const others = ["has an origin load balancer that others reach too"];
findsWhen(
  control,
  "a load balancer that admits more than CloudFront's servers",
  (stacks) => {
    const rule = blockOf(stacks, "aws_vpc_security_group_ingress_rule", "load_balancer_cloudfront");
    delete rule.prefix_list_id;
    rule.cidr_ipv4 = "0.0.0.0/0";
  },
  others,
  "cloudfront-list",
);
findsWhen(
  control,
  "a load balancer that admits another list",
  (stacks) => {
    const lists = stacks["cloudfront-list-network"]?.data["aws_ec2_managed_prefix_list"] as Record<string, object>;
    for (const list of Object.values(lists)) Object.assign(list, { name: "com.amazonaws.eu-west-1.s3" });
  },
  others,
  "cloudfront-list",
);
findsWhen(
  control,
  "a load balancer that accepts requests of every distribution",
  (stacks) => {
    blockOf(stacks, "aws_wafv2_web_acl", "regional_web_acl").rule.shift();
  },
  others,
  "cloudfront-list",
);
findsWhen(
  control,
  "a path of the web application on which the header is not added",
  (stacks) => {
    delete blockOf(stacks, "aws_cloudfront_distribution").ordered_cache_behavior[0].function_association;
  },
  ["does not always add x-from-cloudfront, which the origin requires"],
  "cloudfront-list",
);
findsWhen(
  control,
  "a value that Terraform sends, and nothing accepts",
  (stacks) => {
    blockOf(stacks, "aws_cloudfront_distribution", "edge_api").origin[0].custom_header[0].value =
      "${terraform_data.other.output}";
  },
  notWritten,
  "header-apply",
);
findsWhen(
  control,
  "another header than the required header, with the accepted value",
  (stacks) => {
    blockOf(stacks, "aws_cloudfront_distribution", "edge_api").origin[0].custom_header[0].name = "x-other";
  },
  notWritten,
  "header-apply",
);
findsWhen(
  control,
  "functions that read a secret that nothing writes",
  (stacks) => {
    remove(stacks, "aws_secretsmanager_secret_version", "accepted_values");
  },
  open,
  "header-apply",
);

findsWhen(
  control,
  "a path of an API, in the web application's distribution, on which the header is not added",
  (stacks) => {
    const { ordered_cache_behavior: behaviors } = blockOf(stacks, "aws_cloudfront_distribution");
    delete behaviors.at(-1).function_association;
  },
  notWritten,
  "at-paths",
);
findsWhen(
  control,
  "one of two origins of a distribution into which nothing writes the header",
  (stacks) => {
    const variables = variablesOf(stacks, "rotate_origin_secret");
    variables["DISTRIBUTION_ORIGINS"] = variables["DISTRIBUTION_ORIGINS"]?.split(",")[1] ?? "";
  },
  notWritten,
  "at-paths-lambda",
);

describe("the header goes only to the origins that require the header", () => {
  const found = ["sends a header to an origin that does not require the header"];
  const distribution = "aws_cloudfront_distribution";

  holdsInEveryEnvironment(headersGoToWhoAsks);
  findsWhen(
    headersGoToWhoAsks,
    "a path of the web application whose requests have the header",
    (stacks) => {
      const { default_cache_behavior: pages, ordered_cache_behavior: behaviors } = blockOf(stacks, distribution);
      pages.function_association = behaviors.at(-1).function_association;
    },
    found,
    "at-paths",
  );
  findsWhen(
    headersGoToWhoAsks,
    "the web application as an origin into which the rotation writes the header",
    (stacks) => {
      const [web] = blockOf(stacks, distribution).origin;
      const variables = variablesOf(stacks, "rotate_origin_secret");
      const { DISTRIBUTION_ORIGINS: known = "" } = variables;
      variables["DISTRIBUTION_ORIGINS"] = `${known},${known.split("/")[0] ?? ""}/${web.origin_id}`;
    },
    found,
    "at-paths-lambda",
  );
  findsWhen(
    headersGoToWhoAsks,
    "an open API that is sent another origin's header",
    (stacks) => {
      const [, rest, http] = blockOf(stacks, distribution).origin;
      http.custom_header = rest.custom_header;
    },
    found,
    "at-paths-apply",
  );
});

describe("no route with an authorizer is cached", () => {
  holdsInEveryEnvironment(noAuthorizedAnswerIsCached);
  const cachedAt = (index: number) => (stacks: Parameters<typeof blockOf>[0]) => {
    const behaviors = blockOf(stacks, "aws_cloudfront_distribution").ordered_cache_behavior;
    behaviors.at(index).cache_policy_id = "658327ea-f89d-4fab-a63d-7e88639e58f6";
  };
  findsWhen(
    noAuthorizedAnswerIsCached,
    "a path of the REST API",
    cachedAt(1),
    ["caches GET /hello/{name}, which has an authorizer"],
    "at-paths",
  );
  findsWhen(
    noAuthorizedAnswerIsCached,
    "a path of the HTTP API",
    cachedAt(-1),
    ["caches GET /secure, which has an authorizer"],
    "at-paths",
  );
  findsWhen(
    noAuthorizedAnswerIsCached,
    "every route of an API with a distribution of its own",
    (stacks) => {
      blockOf(stacks, "aws_cloudfront_distribution", "edge_api").default_cache_behavior.cache_policy_id = "other";
    },
    ["caches GET /hello, which has an authorizer", "caches GET /partners, which has an authorizer"],
    "cloudfront-rest",
  );
});

describe("no JSON has a value of the header", () => {
  holdsInEveryEnvironment(noHeaderValueIsWritten);
  findsWhen(
    noHeaderValueIsWritten,
    "one that a distribution sends",
    (stacks) => {
      const [origin] = blockOf(stacks, "aws_cloudfront_distribution", "edge_api").origin;
      origin.custom_header = [{ name: "x-origin-verify", value: "a".repeat(32) }];
    },
    ["sends a value that is written in the JSON"],
    "header-lambda",
  );
  findsWhen(
    noHeaderValueIsWritten,
    "one that a firewall accepts",
    (stacks) => {
      blockOf(stacks, "aws_wafv2_regex_pattern_set").regular_expression[0].regex_string = `^${"a".repeat(32)}$`;
    },
    ["accepts a value that is written in the JSON"],
    "header-apply",
  );
});
