import { Apigatewayv2ApiMapping } from "@cdktf/provider-aws/lib/apigatewayv2-api-mapping";
import { Apigatewayv2DomainName } from "@cdktf/provider-aws/lib/apigatewayv2-domain-name";
import { Construct } from "constructs";
import { Certificate } from "./certificate";
import { DnsAlias } from "./dns-alias";

export interface ApiDomainProps {
  readonly domainName: string;
  /** The public zone that holds the name. */
  readonly hostedZoneId: string;
  /** A certificate of the API's own region that covers the name. @default one that ACM issues for the name */
  readonly certificateArn?: string;
  /** Proves the ownership of the name, where mutual TLS stands with a certificate that ACM has not issued. @default none */
  readonly ownershipCertificateArn?: string;
  readonly apiId: string;
  readonly stageName: string;
  /** Clients have to show a certificate that these CAs signed. @default anybody may connect */
  readonly mutualTls?: MutualTls;
}

interface MutualTls {
  /** `s3://<bucket>/<key>` of the PEM bundle of CA certificates. */
  readonly truststoreUri: string;
  /** The object's version, so that a new bundle is a change that a plan shows. */
  readonly truststoreVersion: string;
}

/**
 * A name of an HTTP API: TLS 1.2 or better, its certificate, the mapping of all its paths to one stage, and its record
 * (API Gateway Developer Guide, "Custom domain names for HTTP APIs").
 */
export class ApiDomain extends Construct {
  constructor(scope: Construct, id: string, props: ApiDomainProps) {
    super(scope, id);
    const { domainName, hostedZoneId, certificateArn, ownershipCertificateArn, apiId, stageName, mutualTls } = props;

    const name = new Apigatewayv2DomainName(this, "name", {
      domainName,
      domainNameConfiguration: {
        certificateArn: certificateArn ?? new Certificate(this, "domain", { domainName, hostedZoneId }).arn,
        endpointType: "REGIONAL",
        securityPolicy: "TLS_1_2",
        ...(ownershipCertificateArn !== undefined && {
          ownershipVerificationCertificateArn: ownershipCertificateArn,
        }),
      },
      ...(mutualTls !== undefined && { mutualTlsAuthentication: { ...mutualTls } }),
    });
    new Apigatewayv2ApiMapping(this, "mapping", { apiId, domainName: name.id, stage: stageName });
    new DnsAlias(this, "alias", {
      hostedZoneId,
      domainName,
      target: {
        dnsName: name.domainNameConfiguration.targetDomainName,
        zoneId: name.domainNameConfiguration.hostedZoneId,
      },
    });
  }
}
