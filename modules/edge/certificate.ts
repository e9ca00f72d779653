import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { leaveInPlace } from "../shared/hcl";

export interface CertificateProps {
  readonly domainName: string;
  /** The public zone in which ACM looks for the record that proves the ownership of the name. */
  readonly hostedZoneId: string;
  /**
   * The DNS record that already proves the name for another certificate of the account, in any region. ACM asks both for the
   * same record (ACM User Guide, "DNS validation"), and one resource makes it.
   *
   * @default a record of this certificate's own
   */
  readonly provenBy?: Route53Record | undefined;
  /** The provider of us-east-1, for a name that CloudFront serves. @default the stack's own */
  readonly provider?: TerraformProvider;
}

/**
 * An ACM certificate for one name, proved by a DNS record that stays, so that ACM renews the certificate. A listener gets
 * the ARN only once the certificate is issued.
 */
export class Certificate extends Construct {
  readonly arn: string;
  /** The DNS record that proves the name. */
  readonly provenBy: Route53Record;

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const { domainName, hostedZoneId, provider } = props;

    const certificate = new AcmCertificate(this, "certificate", {
      domainName,
      validationMethod: "DNS",
      // Every viewer supports RSA; a P-256 key would speed up handshakes and shut out the oldest viewers.
      keyAlgorithm: "RSA_2048",
      options: { certificateTransparencyLoggingPreference: "ENABLED" },
      lifecycle: { createBeforeDestroy: true },
      provider,
    });
    const proof = certificate.domainValidationOptions.get(0);
    const record = () =>
      new Route53Record(this, "validation_record", {
        zoneId: hostedZoneId,
        name: proof.resourceRecordName,
        type: proof.resourceRecordType,
        records: [proof.resourceRecordValue],
        ttl: 300,
        // ACM proves a name by the same record in every certificate of an account: the record may exist already.
        allowOverwrite: true,
      });
    if (props.provenBy !== undefined) leaveRecord(this);
    this.provenBy = props.provenBy ?? record();
    const validation = new AcmCertificateValidation(this, "validation", {
      certificateArn: certificate.arn,
      // As an argument, another record would replace the validation and everything that uses the certificate. The former
      // record is left in place, so Terraform would end with a cycle.
      dependsOn: [this.provenBy],
      // A listener refers to the certificate by the validation: it drops the old certificate before that is deleted.
      lifecycle: { createBeforeDestroy: true },
      provider,
    });
    this.arn = validation.certificateArn;
  }
}

/** The certificate of a name; with the record that proves the name, if ACM issues the certificate. */
export type NameCertificate = Pick<Certificate, "arn"> & Partial<Pick<Certificate, "provenBy">>;

/**
 * Makes the certificate that a setting asks for: `"issued"` by ACM, or the ARN of another certificate. With an ARN the DNS
 * record of a former certificate stays, since the other certificate may be renewed by the same record (ACM User Guide, "DNS
 * validation").
 */
export function certificateFor(scope: Construct, id: string, given: string, props: CertificateProps): NameCertificate {
  if (given === "issued") return new Certificate(scope, id, props);
  const former = new Construct(scope, id);
  leaveRecord(former);
  // Nothing in AWS. Forgotten with the record that it depends on: a destroy would end in a cycle.
  leaveInPlace(former, "validation", "aws_acm_certificate_validation");
  return { arn: given };
}

/** Forgets the record. The same apply may make it at another address: if a destroy came last, the record would be gone. */
const leaveRecord = (certificate: Construct): void => {
  leaveInPlace(certificate, "validation_record", "aws_route53_record");
};
