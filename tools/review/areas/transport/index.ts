import type { Area } from "../../area";
import { acmFindings, certificateAttributes } from "./acm";
import { apiDomainAttributes, apiDomainFindings } from "./api-domains";
import { attachmentAttributes, attachmentFindings } from "./auto-scaling";
import { certificateTypes } from "./certificates";
import { databaseAttributes, databaseTlsFindings, parameterAttributes } from "./database-tls";
import { dnsFindings, recordAttributes } from "./dns";
import { listenerCertificateFindings } from "./listener-certificates";
import { listenerRuleAttributes, listenerRuleFindings, listenerRuleTypes } from "./listener-rules";
import { listenerAttributes } from "./listener-settings";
import { listenerFindings } from "./listeners";
import { loadBalancerAttributes, loadBalancerFindings } from "./load-balancers";
import { objectAttributes, objectFindings } from "./objects";
import { Pointing } from "./pointing";
import { ruleOrderFindings } from "./rule-order";
import { targetGroupAttributes, targetGroupFindings } from "./target-groups";
import { zoneAttributes, zoneFindings } from "./zones";

/** What listeners, rules, names and certificates point to. */
const pointedTypes = [
  ...certificateTypes,
  "aws_api_gateway_domain_name",
  "aws_apigatewayv2_domain_name",
  "aws_cloudfront_distribution",
  "aws_eip",
  "aws_instance",
  "aws_lb",
  "aws_lb_target_group",
  "aws_s3_bucket",
  "aws_s3_bucket_website_configuration",
];

/** How clients connect: listeners and their rules, TLS, certificates, names in DNS, and TLS to the database. */
export const transport: Area = {
  name: "transport",
  judges: {
    aws_lb_listener: listenerAttributes,
    aws_alb_listener: listenerAttributes,
    ...Object.fromEntries(listenerRuleTypes.map((type) => [type, listenerRuleAttributes])),
    aws_lb_listener_certificate: ["certificate_arn"],
    aws_lb: loadBalancerAttributes,
    aws_alb: loadBalancerAttributes,
    aws_lb_target_group: targetGroupAttributes,
    aws_alb_target_group: targetGroupAttributes,
    aws_acm_certificate: certificateAttributes,
    // Which certificate a validation stands for is judged where the validation is used.
    aws_acm_certificate_validation: ["certificate_arn", "validation_record_fqdns"],
    ...apiDomainAttributes,
    aws_route53_record: recordAttributes,
    aws_route53_zone: zoneAttributes,
    aws_autoscaling_attachment: attachmentAttributes,
    aws_s3_object: objectAttributes,
    aws_db_instance: databaseAttributes,
    aws_db_parameter_group: parameterAttributes,
    aws_rds_cluster_parameter_group: parameterAttributes,
  },
  find: (estate) => {
    const pointing = new Pointing(estate, pointedTypes);
    return [
      ...listenerFindings(estate, pointing),
      ...listenerRuleFindings(estate, pointing),
      ...ruleOrderFindings(estate, pointing),
      ...listenerCertificateFindings(estate, pointing),
      ...loadBalancerFindings(estate),
      ...targetGroupFindings(estate),
      ...acmFindings(estate),
      ...apiDomainFindings(estate, pointing),
      ...dnsFindings(estate, pointing),
      ...zoneFindings(estate),
      ...attachmentFindings(estate),
      ...objectFindings(estate),
      ...databaseTlsFindings(estate),
    ];
  },
};
