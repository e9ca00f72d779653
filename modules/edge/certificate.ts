import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { leaveInPlace } from "../shared/hcl";

export interface CertificateProps {
  readonly domainName: string;
  /** The public zone in which ACM looks for the record that proves whose the name is. */
  readonly hostedZoneId: string;
  /**
   * The record by which another certificate of the account, in any region, proves the same name: the record is the same
   * (ACM User Guide, "DNS validation"), and one resource makes it.
   *
   * @default a record of this certificate's own
   */
  readonly provenBy?: Route53Record | undefined;
  /** The provider of us-east-1, for what CloudFront serves. @default the stack's own */
  readonly provider?: TerraformProvider;
}

/**
 * A certificate of ACM for one name, proved by a DNS record that stays, so that ACM renews it by itself. A
 * listener gets the ARN only once the certificate is issued.
 */
export class Certificate extends Construct {
  readonly arn: string;
  /** The record that proves it. */
  readonly provenBy: Route53Record;

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const { domainName, hostedZoneId, provider } = props;

    const certificate = new AcmCertificate(this, "certificate", {
      domainName,
      validationMethod: "DNS",
      // Every viewer can check it; a P-256 key would save handshakes some time and shut out the oldest.
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
        // ACM proves a name by the same record in every certificate of an account: another one may have made it already.
        allowOverwrite: true,
      });
    if (props.provenBy !== undefined) leaveRecord(this);
    this.provenBy = props.provenBy ?? record();
    const validation = new AcmCertificateValidation(this, "validation", {
      certificateArn: certificate.arn,
      // Named as an argument, another record would replace the validation and all that the certificate is for, while the
      // former record is left in place: Terraform ends with a cycle.
      dependsOn: [this.provenBy],
      // By it a listener refers to the certificate, which it lets go of before that is deleted.
      lifecycle: { createBeforeDestroy: true },
      provider,
    });
    this.arn = validation.certificateArn;
  }
}

/** The certificate of a name, and the record that proves it, where ACM is to issue it. */
export type NameCertificate = Pick<Certificate, "arn"> & Partial<Pick<Certificate, "provenBy">>;

/**
 * The certificate that a setting gives: `"issued"`, by ACM, or the ARN of one that somebody else has issued. Then the DNS
 * record of a certificate that was there before stays, since the other one may be renewed by the same record (ACM User
 * Guide, "DNS validation").
 */
export function certificateFor(scope: Construct, id: string, given: string, props: CertificateProps): NameCertificate {
  if (given === "issued") return new Certificate(scope, id, props);
  const former = new Construct(scope, id);
  leaveRecord(former);
  // Nothing in AWS. Destroyed, and not forgotten with the record that it depends on, it ends in a cycle.
  leaveInPlace(former, "validation", "aws_acm_certificate_validation");
  return { arn: given };
}

/** The record of this name may be made at another address in the same apply: whichever came last would be in force. */
const leaveRecord = (certificate: Construct): void => {
  leaveInPlace(certificate, "validation_record", "aws_route53_record");
};
