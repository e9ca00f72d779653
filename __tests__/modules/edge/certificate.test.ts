import { TerraformOutput } from "cdktf";
import { Certificate, certificateFor } from "../../../modules/edge/certificate";
import { synthesizeModule } from "../../support/synthesize";

const { resource, output } = synthesizeModule((stack) => {
  const props = { domainName: "app.example.com", hostedZoneId: "Z0123456789EXAMPLE" };
  new TerraformOutput(stack, "handed_on", { value: new Certificate(stack, "domain", props).arn });
});

test("is validated by a DNS record that stays, and replaced before it is removed", () => {
  expect(resource["aws_acm_certificate"]?.["domain_certificate"]).toEqual({
    domain_name: "app.example.com",
    validation_method: "DNS",
    key_algorithm: "RSA_2048",
    options: { certificate_transparency_logging_preference: "ENABLED" },
    lifecycle: { create_before_destroy: true },
  });
  const option = "tolist(aws_acm_certificate.domain_certificate.domain_validation_options).0";
  expect(resource["aws_route53_record"]?.["domain_validation_record"]).toEqual({
    zone_id: "Z0123456789EXAMPLE",
    name: `\${${option}.resource_record_name}`,
    type: `\${${option}.resource_record_type}`,
    records: [`\${${option}.resource_record_value}`],
    ttl: 300,
    allow_overwrite: true,
  });
});

test("is published only after it is issued", () => {
  expect(resource["aws_acm_certificate_validation"]?.["domain_validation"]).toEqual({
    certificate_arn: "${aws_acm_certificate.domain_certificate.arn}",
    depends_on: ["aws_route53_record.domain_validation_record"],
    lifecycle: { create_before_destroy: true },
  });
  expect(output["handed_on"]).toEqual({ value: "${aws_acm_certificate_validation.domain_validation.certificate_arn}" });
});

test("is validated by the record of another certificate for the same name, and makes no second record", () => {
  const { resource, removed } = synthesizeModule((stack) => {
    const name = { domainName: "app.example.com", hostedZoneId: "Z0123456789EXAMPLE" };
    const { provenBy } = new Certificate(stack, "domain", name);
    new Certificate(stack, "edge_domain", { ...name, provenBy, provider: stack.usEast1 });
  });
  expect(Object.keys(resource["aws_route53_record"] ?? {})).toEqual(["domain_validation_record"]);
  expect(resource["aws_acm_certificate_validation"]?.["edge_domain_validation"]).toEqual({
    certificate_arn: "${aws_acm_certificate.edge_domain_certificate.arn}",
    depends_on: ["aws_route53_record.domain_validation_record"],
    lifecycle: { create_before_destroy: true },
    provider: "aws.us_east_1",
  });
  // Destroyed under its former address it would be the record that the other certificate has just made.
  expect(removed).toEqual([
    { from: "aws_route53_record.edge_domain_validation_record", lifecycle: { destroy: false } },
  ]);
});

test("keeps its record, and the validation that depends on the record, if the name has a given certificate", () => {
  const arn = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";
  const { resource, removed } = synthesizeModule((stack) => {
    const name = { domainName: "app.example.com", hostedZoneId: "Z0123456789EXAMPLE" };
    expect(certificateFor(stack, "domain", arn, name)).toEqual({ arn });
  });
  expect(resource).toEqual({});
  expect(removed).toEqual([
    { from: "aws_route53_record.domain_validation_record", lifecycle: { destroy: false } },
    { from: "aws_acm_certificate_validation.domain_validation", lifecycle: { destroy: false } },
  ]);
});

test("is issued in us-east-1 if that region's provider is given; its validation record is in no region", () => {
  const { resource } = synthesizeModule((stack) => {
    const props = { domainName: "auth.example.com", hostedZoneId: "Z0123456789EXAMPLE", provider: stack.usEast1 };
    new Certificate(stack, "domain", props);
  });
  expect(resource["aws_acm_certificate"]?.["domain_certificate"].provider).toBe("aws.us_east_1");
  expect(resource["aws_acm_certificate_validation"]?.["domain_validation"].provider).toBe("aws.us_east_1");
  expect(resource["aws_route53_record"]?.["domain_validation_record"].provider).toBeUndefined();
});
