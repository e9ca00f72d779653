import { emulatedAws, functionsVariables } from "../../../tools/e2e/emulated-aws";
import { Emulator } from "../../../tools/e2e/emulators/emulator";

const emulators = {
  moto: new Emulator("moto", 5001, undefined as never, []),
  ministack: new Emulator("ministack", 5002, undefined as never, []),
};

test("in the control plane, functions, their secrets, user pools, APIs, CloudFront and Cloud Control are at MiniStack, and all other services at moto", () => {
  const aws = emulatedAws("control-plane", emulators);
  expect(Object.entries(aws.env).filter(([name]) => name.startsWith("AWS_ENDPOINT_URL"))).toEqual([
    ["AWS_ENDPOINT_URL", "http://127.0.0.1:5001"],
    ["AWS_ENDPOINT_URL_API_GATEWAY", "http://127.0.0.1:5002"],
    ["AWS_ENDPOINT_URL_APIGATEWAYV2", "http://127.0.0.1:5002"],
    ["AWS_ENDPOINT_URL_CLOUDCONTROL", "http://127.0.0.1:5002"],
    ["AWS_ENDPOINT_URL_CLOUDFRONT", "http://127.0.0.1:5002"],
    ["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", "http://127.0.0.1:5002"],
    ["AWS_ENDPOINT_URL_LAMBDA", "http://127.0.0.1:5002"],
    ["AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://127.0.0.1:5002"],
  ]);
  expect([aws.endpoint("LAMBDA"), aws.endpoint("S3")]).toEqual(["http://127.0.0.1:5002", "http://127.0.0.1:5001"]);
});

test("in the data plane, MiniStack has every service that it supports, and S3 never has an address of its own", () => {
  const aws = emulatedAws("data-plane", emulators);
  const { env } = aws;
  const ofMoto = Object.keys(env).filter((name) => env[name] === "http://127.0.0.1:5001");
  expect(ofMoto.map((name) => name.replace("AWS_ENDPOINT_URL_", ""))).toEqual([
    "EC2",
    "AUTO_SCALING",
    "WAFV2",
    "SSM",
    "CLOUDWATCH",
    "RDS",
  ]);
  expect([env["AWS_ENDPOINT_URL"], aws.endpoint("LAMBDA")]).toEqual(["http://127.0.0.1:5002", "http://127.0.0.1:5002"]);
});

test("services that functions call are at the same emulator in every pass", () => {
  for (const [name, url] of Object.entries(functionsVariables(emulators.moto))) {
    const service = name.replace("AWS_ENDPOINT_URL_", "");
    for (const pass of ["control-plane", "data-plane"] as const)
      expect([service, emulatedAws(pass, emulators).endpoint(service)]).toEqual([service, url]);
  }
});
