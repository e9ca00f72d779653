import { ApiDomain, type ApiDomainProps } from "../../../modules/edge/api-domain";
import { synthesizeModule } from "../../support/synthesize";

const domain = (props: Partial<ApiDomainProps> = {}) =>
  synthesizeModule((stack) => {
    new ApiDomain(stack, "public", {
      domainName: "api.example.com",
      hostedZoneId: "Z0123456789EXAMPLE",
      certificate: "issued",
      apiId: "a1b2c3",
      stageName: "$default",
      ...props,
    });
  }).resource;

test("has TLS 1.2 or newer, and a certificate that is issued for its name", () => {
  const { aws_apigatewayv2_domain_name: names, aws_acm_certificate: certificates } = domain();
  expect(names).toEqual({
    public_name: {
      domain_name: "api.example.com",
      domain_name_configuration: {
        certificate_arn: "${aws_acm_certificate_validation.public_domain_validation.certificate_arn}",
        endpoint_type: "REGIONAL",
        security_policy: "TLS_1_2",
      },
      lifecycle: { create_before_destroy: true },
    },
  });
  expect(Object.keys(certificates ?? {})).toEqual(["public_domain_certificate"]);
});

test("accepts an existing certificate, and then issues no certificate", () => {
  const certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/1";
  const { aws_apigatewayv2_domain_name: names, aws_acm_certificate: certificates } = domain({ certificate });
  expect(names?.["public_name"].domain_name_configuration.certificate_arn).toBe(certificate);
  expect(certificates).toBeUndefined();
});

test("leads to the one stage, with all paths", () => {
  expect(domain()["aws_apigatewayv2_api_mapping"]).toEqual({
    public_mapping: {
      api_id: "a1b2c3",
      domain_name: "${aws_apigatewayv2_domain_name.public_name.id}",
      stage: "$default",
      lifecycle: { create_before_destroy: true },
    },
  });
  const configuration = "aws_apigatewayv2_domain_name.public_name.domain_name_configuration";
  expect(domain()["aws_route53_record"]?.["public_alias_a"]).toEqual({
    zone_id: "Z0123456789EXAMPLE",
    name: "api.example.com",
    type: "A",
    alias: {
      name: `\${${configuration}[0].target_domain_name}`,
      zone_id: `\${${configuration}[0].hosted_zone_id}`,
      evaluate_target_health: true,
    },
    lifecycle: { create_before_destroy: true },
  });
});

test("requires a client certificate if it has a trust store", () => {
  const mutualTls = { truststoreUri: "s3://trust/clients.pem", truststoreVersion: "v1" };
  expect(domain({ mutualTls })["aws_apigatewayv2_domain_name"]?.["public_name"].mutual_tls_authentication).toEqual({
    truststore_uri: "s3://trust/clients.pem",
    truststore_version: "v1",
  });
});

test("proves the ownership of the name by a second certificate, if it has a second certificate", () => {
  const certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/1";
  const ownershipCertificateArn = "arn:aws:acm:eu-west-1:111122223333:certificate/2";
  const names = domain({ certificate, ownershipCertificateArn })["aws_apigatewayv2_domain_name"]?.["public_name"];
  expect(names.domain_name_configuration).toMatchObject({
    certificate_arn: certificate,
    ownership_verification_certificate_arn: ownershipCertificateArn,
  });
});
