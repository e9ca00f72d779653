import { add, blockOf, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import {
  listenersAreReached,
  listenersNegotiateModernTls,
  plainHttpOnlyRedirects,
} from "../../controls/rules/load-balancers";

/** Whose load balancer viewers reach themselves, and so on port 80 too. */
const environment = "public-web";

describe("without TLS a listener only redirects", () => {
  const control = plainHttpOnlyRedirects;
  const plain = ["answers without TLS"];

  holdsInEveryEnvironment(control);
  findsWhen(
    control,
    "one that forwards",
    (stacks) => {
      blockOf(stacks, "aws_lb_listener", "_http").default_action = [{ type: "forward", target_group_arn: "arn" }];
    },
    plain,
    environment,
  );
  findsWhen(
    control,
    "one that redirects to plain HTTP",
    (stacks) => {
      blockOf(stacks, "aws_lb_listener", "_http").default_action[0].redirect.protocol = "HTTP";
    },
    plain,
    environment,
  );
  findsWhen(
    control,
    "one without a protocol",
    (stacks) => {
      const listener = blockOf(stacks, "aws_lb_listener", "_https");
      delete listener.protocol;
    },
    plain,
    environment,
  );
  findsWhen(
    control,
    "a listener rule that forwards",
    (stacks) => {
      const listener_arn = "${aws_lb_listener.public_listener_http.arn}";
      expect(stacks["public-web-edge"]?.resource["aws_lb_listener"]).toHaveProperty("public_listener_http");
      add(stacks, "public-web-edge", "aws_lb_listener_rule", "open", { listener_arn, action: [{ type: "forward" }] });
    },
    plain,
    environment,
  );
});

describe("a listener's port is admitted by a security group rule", () => {
  holdsInEveryEnvironment(listenersAreReached);
  findsWhen(
    listenersAreReached,
    "one behind a VPC origin that listens for viewers",
    (stacks) => {
      const listener = blockOf(stacks, "aws_lb_listener", "_https");
      add(stacks, "production-edge", "aws_lb_listener", "http", { ...listener, port: 80, protocol: "HTTP" });
    },
    ["listens on port 80, which no security group rule admits"],
  );
});

describe("a TLS listener has a security policy of TLS 1.2 or newer", () => {
  const control = listenersNegotiateModernTls;

  holdsInEveryEnvironment(control);
  findsWhen(
    control,
    "one with AWS's default policy",
    (stacks) => {
      delete blockOf(stacks, "aws_lb_listener", "_https").ssl_policy;
    },
    ["negotiates by AWS's default"],
  );
  findsWhen(
    control,
    "one that admits TLS 1.0",
    (stacks) => {
      blockOf(stacks, "aws_lb_listener", "_https").ssl_policy = "ELBSecurityPolicy-TLS13-1-0-2021-06";
    },
    ["negotiates by ELBSecurityPolicy-TLS13-1-0-2021-06"],
  );
});
