import type { Origin } from "../../../../modules/edge/cloudfront/origin";
import { originConfig, originFaults } from "../../../../modules/edge/cloudfront/origin";

const api: Origin = { kind: "custom", id: "api", domainName: "abc.execute-api.eu-west-1.amazonaws.com", path: "/Dev" };
const web: Origin = { kind: "vpc-origin", id: "web", domainName: "app.example.com", vpcOriginId: "vo_1" };

test("CloudFront connects to a server on the internet by TLS 1.2 alone", () => {
  expect(originConfig(api)).toEqual({
    domainName: "abc.execute-api.eu-west-1.amazonaws.com",
    originPath: "/Dev",
    connectionAttempts: 3,
    connectionTimeout: 10,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      originReadTimeout: 30,
      originKeepaliveTimeout: 5,
    },
  });
});

test("CloudFront connects to a VPC origin by the name of its certificate", () => {
  expect(originConfig({ ...web, readTimeoutSeconds: 60, keepAliveSeconds: 50 })).toEqual({
    domainName: "app.example.com",
    connectionAttempts: 3,
    connectionTimeout: 10,
    vpcOriginConfig: { vpcOriginId: "vo_1", originReadTimeout: 60, originKeepaliveTimeout: 50 },
  });
});

test("sends headers, and goes through Origin Shield, if the props say so", () => {
  const origin = originConfig({ ...api, headers: { "x-from": "edge" }, originShieldRegion: "eu-west-1" });
  expect(origin.customHeader).toEqual([{ name: "x-from", value: "edge" }]);
  expect(origin.originShield).toEqual({ enabled: true, originShieldRegion: "eu-west-1" });
});

test.each([
  [
    { ...api, path: "Dev" },
    'distribution: origin "api" has the path "Dev"; begin the path with /, and do not end the path with /',
  ],
  [
    { ...api, path: "/Dev/" },
    'distribution: origin "api" has the path "/Dev/"; begin the path with /, and do not end the path with /',
  ],
  [{ ...web, readTimeoutSeconds: 61 }, 'distribution: origin "web" waits for an answer for 61 seconds; give 1 to 60'],
  [{ ...web, keepAliveSeconds: 0 }, 'distribution: origin "web" keeps an idle connection for 0 seconds; give 1 to 60'],
])("refuses %j", (origin, fault) => {
  expect(originFaults(origin, "distribution")).toEqual([fault]);
});
