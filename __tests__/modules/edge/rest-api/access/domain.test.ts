import { RestApiDomain, type RestApiDomainProps } from "../../../../../modules/edge/rest-api/access/domain";
import { synthesizeModule } from "../../../../support/synthesize";

const domain = (props: Partial<RestApiDomainProps> = {}) =>
  synthesizeModule((stack) => {
    new RestApiDomain(stack, "public", {
      domainName: "api.example.com",
      hostedZoneId: "Z0123456789EXAMPLE",
      certificate: "issued",
      restApiId: "a1b2c3",
      stageName: "v1",
      ...props,
    });
  }).resource;

test("is regional, has TLS 1.2 or newer, and a certificate that is issued for its name", () => {
  const { aws_api_gateway_domain_name: names, aws_acm_certificate: certificates } = domain();
  expect(names).toEqual({
    public_name: {
      domain_name: "api.example.com",
      regional_certificate_arn: "${aws_acm_certificate_validation.public_domain_validation.certificate_arn}",
      security_policy: "TLS_1_2",
      endpoint_configuration: { types: ["REGIONAL"] },
      lifecycle: { create_before_destroy: true },
    },
  });
  expect(Object.keys(certificates ?? {})).toEqual(["public_domain_certificate"]);
});

test("accepts an existing certificate, and then issues no certificate", () => {
  const certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/1";
  const { aws_api_gateway_domain_name: names, aws_acm_certificate: certificates } = domain({ certificate });
  expect(names?.["public_name"].regional_certificate_arn).toBe(certificate);
  expect(certificates).toBeUndefined();
});

test("leads to the one stage, with all paths, through a DNS record that can lead to CloudFront later", () => {
  const { aws_api_gateway_base_path_mapping: mappings, aws_route53_record: records } = domain();
  expect(mappings).toEqual({
    public_mapping: {
      api_id: "a1b2c3",
      domain_name: "${aws_api_gateway_domain_name.public_name.domain_name}",
      stage_name: "v1",
      lifecycle: { create_before_destroy: true },
    },
  });
  expect(Object.keys(records ?? {}).filter((address) => address.includes("alias"))).toEqual(["public_alias_a"]);
  expect(records?.["public_alias_a"]).toEqual({
    zone_id: "Z0123456789EXAMPLE",
    name: "api.example.com",
    type: "A",
    alias: {
      name: "${aws_api_gateway_domain_name.public_name.regional_domain_name}",
      zone_id: "${aws_api_gateway_domain_name.public_name.regional_zone_id}",
      evaluate_target_health: true,
    },
    lifecycle: { create_before_destroy: true },
  });
});

test("requires a client certificate if it has a trust store", () => {
  const mutualTls = { truststoreUri: "s3://trust/ca-bundle.pem", truststoreVersion: "v1" };
  expect(domain({ mutualTls })["aws_api_gateway_domain_name"]?.["public_name"].mutual_tls_authentication).toEqual({
    truststore_uri: "s3://trust/ca-bundle.pem",
    truststore_version: "v1",
  });
});

test("proves the ownership of the name by a second certificate, if it has a second certificate", () => {
  const certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/1";
  const ownershipCertificateArn = "arn:aws:acm:eu-west-1:111122223333:certificate/2";
  const names = domain({ certificate, ownershipCertificateArn })["aws_api_gateway_domain_name"]?.["public_name"];
  expect(names).toMatchObject({
    regional_certificate_arn: certificate,
    ownership_verification_certificate_arn: ownershipCertificateArn,
  });
});
