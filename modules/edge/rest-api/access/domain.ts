import { ApiGatewayBasePathMapping } from "@cdktf/provider-aws/lib/api-gateway-base-path-mapping";
import { ApiGatewayDomainName } from "@cdktf/provider-aws/lib/api-gateway-domain-name";
import { Construct } from "constructs";
import { Certificate } from "../../certificate";
import { DnsAlias } from "../../dns-alias";

export interface RestApiDomainProps {
  readonly domainName: string;
  /** The public zone that holds the name. */
  readonly hostedZoneId: string;
  /** A certificate of the API's own region that covers the name. @default one that ACM issues for the name */
  readonly certificateArn?: string;
  /** Proves the ownership of the name, where mutual TLS stands with a certificate that ACM has not issued. @default none */
  readonly ownershipCertificateArn?: string;
  readonly restApiId: string;
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
 * A name of a REST API, in its own region: TLS 1.2 or better, its certificate, the mapping of all its paths to one stage,
 * and its record (row F18). The record is a resource of its own, so that CloudFront can take the name over by a change of
 * its target alone. It has no AAAA record: the endpoint has IPv4 addresses, unless it is made dual-stack.
 */
export class RestApiDomain extends Construct {
  constructor(scope: Construct, id: string, props: RestApiDomainProps) {
    super(scope, id);
    const { domainName, hostedZoneId, certificateArn, ownershipCertificateArn, restApiId, stageName, mutualTls } =
      props;

    const name = new ApiGatewayDomainName(this, "name", {
      domainName,
      regionalCertificateArn: certificateArn ?? new Certificate(this, "domain", { domainName, hostedZoneId }).arn,
      ...(ownershipCertificateArn !== undefined && { ownershipVerificationCertificateArn: ownershipCertificateArn }),
      securityPolicy: "TLS_1_2",
      endpointConfiguration: { types: ["REGIONAL"] },
      ...(mutualTls && { mutualTlsAuthentication: { ...mutualTls } }),
    });
    new ApiGatewayBasePathMapping(this, "mapping", { apiId: restApiId, domainName: name.domainName, stageName });
    new DnsAlias(this, "alias", {
      hostedZoneId,
      domainName,
      target: { dnsName: name.regionalDomainName, zoneId: name.regionalZoneId },
    });
  }
}
