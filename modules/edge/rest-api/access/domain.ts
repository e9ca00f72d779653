import { ApiGatewayBasePathMapping } from "@cdktf/provider-aws/lib/api-gateway-base-path-mapping";
import { ApiGatewayDomainName } from "@cdktf/provider-aws/lib/api-gateway-domain-name";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { certificateFor, type NameCertificate } from "../../certificate";
import { DnsAlias } from "../../dns-alias";

export interface RestApiDomainProps {
  readonly domainName: string;
  /** The public zone that holds the name. */
  readonly hostedZoneId: string;
  /** `"issued"`, or the ARN of a certificate of the API's own region that covers the name. */
  readonly certificate: string;
  /** Proves the ownership of the name, for mutual TLS with a certificate that ACM has not issued. @default none */
  readonly ownershipCertificateArn?: string;
  readonly restApiId: string;
  readonly stageName: string;
  /** Whether the name leads to the API; another record at the same address may lead to CloudFront. @default true */
  readonly leadsHere?: boolean;
  /** The CAs, one of which must have signed each client's certificate. @default anybody may connect */
  readonly mutualTls?: MutualTls;
}

interface MutualTls {
  /** `s3://<bucket>/<key>` of the PEM bundle of CA certificates. */
  readonly truststoreUri: string;
  /** The object's version: a new bundle shows as a change in a plan. */
  readonly truststoreVersion: string;
}

/**
 * A name of a REST API, in the API's region: TLS 1.2 or better, its certificate, the mapping of all its paths to one stage,
 * and its record. The record is a resource of its own, so that only its target changes when CloudFront takes the name over.
 * There is no AAAA record: the endpoint has IPv4 addresses, unless it is made dual-stack.
 */
export class RestApiDomain extends Construct {
  readonly certificate: NameCertificate;
  /** A dependency of what calls the API by this name. */
  readonly mapped: ITerraformDependable;

  constructor(scope: Construct, id: string, props: RestApiDomainProps) {
    super(scope, id);
    const { domainName, hostedZoneId, certificate, ownershipCertificateArn, restApiId, stageName, mutualTls } = props;
    this.certificate = certificateFor(this, "domain", certificate, { domainName, hostedZoneId });

    const name = new ApiGatewayDomainName(this, "name", {
      domainName,
      regionalCertificateArn: this.certificate.arn,
      ...(ownershipCertificateArn !== undefined && { ownershipVerificationCertificateArn: ownershipCertificateArn }),
      securityPolicy: "TLS_1_2",
      endpointConfiguration: { types: ["REGIONAL"] },
      ...(mutualTls && { mutualTlsAuthentication: { ...mutualTls } }),
      // A new name answers before the old one is deleted, and so do its mapping and its record.
      lifecycle: { createBeforeDestroy: true },
    });
    this.mapped = new ApiGatewayBasePathMapping(this, "mapping", {
      apiId: restApiId,
      domainName: name.domainName,
      stageName,
      lifecycle: { createBeforeDestroy: true },
    });
    if (props.leadsHere === false) return;
    new DnsAlias(this, "alias", {
      hostedZoneId,
      domainName,
      target: { dnsName: name.regionalDomainName, zoneId: name.regionalZoneId },
      createBeforeDestroy: true,
    });
  }
}
