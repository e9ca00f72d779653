import { type SealedEnvironment, type SynthesizedResource, blocksOf, recordOf, textsIn } from "./environment";

/** What an item of an environment costs at rest. */
export interface Cost {
  readonly item: string;
  /** USD a month, rounded. */
  readonly monthly: number;
}

/** Hours of a month, by which AWS's calculator counts. */
const hours = 730;

/** USD an hour, us-east-1, looked up in November 2026: the figures of docs/settings.md. */
const instancePerHour: Readonly<Record<string, number>> = { "t3.micro": 0.0104, "t4g.small": 0.0168 };

/** USD a month. A size is twice the size below. */
const databasePerMonth: Readonly<Record<string, number>> = {
  "db.t4g.micro": 11.68,
  "db.t4g.small": 23.36,
  "db.t4g.medium": 46.72,
  "db.t4g.large": 93.44,
  "db.t4g.xlarge": 186.88,
  "db.t4g.2xlarge": 373.76,
};

const managedExtra = [
  "AWSManagedRulesBotControlRuleSet",
  "AWSManagedRulesATPRuleSet",
  "AWSManagedRulesACFPRuleSet",
] as const;

/**
 * Sums what an environment costs a month without a request. What has no price here is missing from the sum; `unpricedItems`
 * names those items.
 */
export function costsOf(environment: SealedEnvironment): readonly Cost[] {
  const count = (type: string): number => of(environment, type).length;
  const webAcls = of(environment, "aws_wafv2_web_acl");
  const rules = webAcls.flatMap(({ block }) => blocksOf(block["rule"]));
  const items: readonly (readonly [string, number])[] = [
    ["web ACLs: USD 5 each, USD 1 a rule", 5 * webAcls.length + rules.length],
    ["managed rule groups with a price of their own", 10 * rules.filter(isPaidGroup).length],
    ["load balancers", 17 * count("aws_lb")],
    ["NAT gateways", 0.045 * hours * count("aws_nat_gateway")],
    ["public IPv4 addresses", 0.005 * hours * publicAddresses(environment)],
    ["interface endpoints, for each zone", 0.01 * hours * endpointZones(environment)],
    ["instances with their volumes", instances(environment)],
    ["databases", databases(environment)],
    ["KMS keys: USD 1 each", count("aws_kms_key")],
    ["secrets: USD 0.40 each", 0.4 * (count("aws_secretsmanager_secret") + masterUsers(environment))],
    ["alarms: USD 0.10 a metric", 0.1 * alarmMetrics(environment)],
  ];
  return items.map(([item, monthly]) => ({ item, monthly: Math.round(monthly) })).filter(({ monthly }) => monthly > 0);
}

/** What costs by use, or has no price here. */
export function unpricedItems(environment: SealedEnvironment): readonly string[] {
  const types = [...templateTypes(environment)].filter((type) => instancePerHour[type] === undefined);
  return [
    ...types.map((type) => `instances of type ${type}`),
    "requests, traffic, log storage, metrics of instances, active users, EC2 detailed monitoring, keys and domain names from outside, tax",
  ];
}

const of = ({ resources }: SealedEnvironment, type: string): readonly SynthesizedResource[] =>
  resources.filter((resource) => resource.type === type);

function isPaidGroup(rule: Readonly<Record<string, unknown>>): boolean {
  const [group] = blocksOf(recordOf(rule["statement"])["managed_rule_group_statement"]);
  return managedExtra.some((name) => name === group?.["name"]);
}

/** Of NAT gateways, one for each subnet of a load balancer on the internet, and of instances that have their own. */
function publicAddresses(environment: SealedEnvironment): number {
  const balancers = of(environment, "aws_lb").filter(({ block }) => block["internal"] !== true);
  const ofInstances = of(environment, "aws_launch_template").some(({ block }) =>
    blocksOf(block["network_interfaces"]).some(({ associate_public_ip_address: has }) => String(has) === "true"),
  );
  return (
    of(environment, "aws_eip").length +
    zonesOf(environment) * balancers.length +
    (ofInstances ? instanceCount(environment) : 0)
  );
}

const instanceCount = (environment: SealedEnvironment): number =>
  of(environment, "aws_autoscaling_group").reduce((sum, { block }) => sum + Number(block["min_size"] ?? 0), 0);

const zonesOf = (environment: SealedEnvironment): number =>
  of(environment, "aws_subnet").filter(({ address }) => address.includes("public")).length;

const endpointZones = (environment: SealedEnvironment): number =>
  of(environment, "aws_vpc_endpoint")
    .filter(({ block }) => block["vpc_endpoint_type"] === "Interface")
    .reduce((sum, { block }) => sum + textsIn(block["subnet_ids"]).length, 0);

const templateTypes = (environment: SealedEnvironment): ReadonlySet<string> =>
  new Set(of(environment, "aws_launch_template").flatMap(({ block }) => textsIn(block["instance_type"])));

function instances(environment: SealedEnvironment): number {
  const [template] = of(environment, "aws_launch_template");
  const volume = recordOf(blocksOf(template?.block["block_device_mappings"])[0]?.["ebs"])["volume_size"];
  const each = (instancePerHour[String(template?.block["instance_type"])] ?? 0) * hours + 0.08 * Number(volume ?? 0);
  return instanceCount(environment) * each;
}

const databases = (environment: SealedEnvironment): number =>
  of(environment, "aws_db_instance").reduce((sum, { block }) => {
    const copies = block["multi_az"] === true ? 2 : 1;
    const monthly = databasePerMonth[String(block["instance_class"])] ?? 0;
    return sum + copies * (monthly + 0.115 * Number(block["allocated_storage"] ?? 0));
  }, 0);

/** An alarm on an expression is paid for each metric in the expression. */
const alarmMetrics = (environment: SealedEnvironment): number =>
  of(environment, "aws_cloudwatch_metric_alarm").reduce(
    (sum, { block }) =>
      sum + Math.max(1, blocksOf(block["metric_query"]).filter(({ metric }) => metric !== undefined).length),
    0,
  );

/** RDS keeps a secret of its own for a master user. */
const masterUsers = (environment: SealedEnvironment): number =>
  of(environment, "aws_db_instance").filter(({ block }) => block["manage_master_user_password"] === true).length;
