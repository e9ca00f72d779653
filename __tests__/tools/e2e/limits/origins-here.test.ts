import { originsHere } from "../../../../tools/e2e/limits/origins-here";

test("an API is requested at the emulator's port and path, over HTTP, and nothing else changes", () => {
  const api = {
    origin_id: "rest-api",
    domain_name: "${aws_api_gateway_rest_api.a.id}.execute-api.us-east-1.amazonaws.com",
    origin_path: "/Dev",
    custom_origin_config: { http_port: 80, https_port: 443, origin_protocol_policy: "https-only" },
  };
  expect(originsHere([api], { port: 4566 })).toEqual([
    {
      origin_id: "rest-api",
      domain_name: "localhost",
      origin_path: "/_aws/execute-api/${aws_api_gateway_rest_api.a.id}/Dev",
      custom_origin_config: { http_port: 4566, https_port: 443, origin_protocol_policy: "http-only" },
    },
  ]);
});

test("a load balancer behind a VPC origin is requested by its own name", () => {
  const balancer = { origin_id: "web", domain_name: "${aws_lb.a.dns_name}", vpc_origin_config: {} };
  expect(originsHere([balancer], { port: 4566 })).toEqual([
    {
      origin_id: "web",
      domain_name: "${aws_lb.a.dns_name}",
      custom_origin_config: {
        http_port: 80,
        https_port: 443,
        origin_protocol_policy: "http-only",
        origin_ssl_protocols: ["TLSv1.2"],
      },
    },
  ]);
});

test("another origin is unchanged", () => {
  const byTls = { origin_id: "web", domain_name: "app.example.com", vpc_origin_config: {} };
  const custom = { origin_id: "web", domain_name: "${aws_lb.a.dns_name}", custom_origin_config: {} };
  expect(originsHere([byTls, custom], { port: 4566 })).toEqual([byTls, custom]);
});
