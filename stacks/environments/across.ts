import { cidrBlocksOverlap, parseCidrBlock, type CidrBlock } from "../../modules/shared/cidr-block";
import type { Environment } from "./schema/environment";
import { hostNames } from "./schema/edge/host-names";

/** AWS's default quotas of an account in a region (Amazon VPC User Guide and CloudWatch Logs User Guide, quotas). */
const quotas = [
  { name: "EC2-VPC Elastic IPs (L-0263D0A3)", limit: 5, used: elasticIps },
  { name: "VPCs per Region (L-F678F1CE)", limit: 5, used: () => 1 },
  { name: "CloudWatch Logs resource policies per Region", limit: 10, used: logResourcePolicies },
] as const;

/** What is wrong, or near a limit, with several environments together: in one account and region, or by unique names. */
export function acrossFaults(environments: readonly Environment[]): { faults: string[]; warnings: string[] } {
  const groups = groupBy(environments, ({ accountId = "", region }) => `${accountId}/${region}`);
  const faults = [
    ...[...groups.values()].flatMap((group) => [...overlaps(group), ...accountLoggingMadeTwice(group)]),
    ...bucketsMadeTwice(environments),
    ...hostNamesTakenTwice(environments),
    ...prefixesTakenTwice(environments),
  ];
  const warnings = [...groups.values()].flatMap(nearQuotas);
  return { faults, warnings };
}

/** With blocks sorted by address, a block can only overlap the earlier block that reaches furthest. */
function overlaps(environments: readonly Environment[]): string[] {
  const blocks = environments
    .filter(({ network }) => !network.sharesCidrBlock)
    .flatMap(({ name, network }) => {
      const block = parseCidrBlock(network.cidrBlock);
      return block === undefined ? [] : [{ name, block }];
    })
    .sort((one, other) => (one.block.first < other.block.first ? -1 : 1));

  const faults: string[] = [];
  let furthest: { name: string; block: CidrBlock } | undefined;
  for (const current of blocks) {
    if (furthest !== undefined && cidrBlocksOverlap(furthest.block, current.block)) {
      faults.push(
        `environments.${current.name}.network.cidrBlock is "${current.block.text}"; give a block that does not overlap "${furthest.block.text}" of environment ${furthest.name}, or accept the overlap by sharesCidrBlock: { reason }`,
      );
    }
    if (furthest === undefined || current.block.last > furthest.block.last) furthest = current;
  }
  return faults;
}

function bucketsMadeTwice(environments: readonly Environment[]): string[] {
  const makers = environments.flatMap(({ name, state }) =>
    state.backend === "s3" && state.createBucket ? [{ name, bucket: state.bucket }] : [],
  );
  return takenTwice(makers, ({ bucket }) => bucket).map(
    ([{ name, bucket }, first]) =>
      `environments.${name}.state.bucket is "${bucket}", which environment ${first.name} already creates; give createBucket: false`,
  );
}

/** A copied environment has the names of its original: both would make the same records. */
function hostNamesTakenTwice(environments: readonly Environment[]): string[] {
  const taken = environments.flatMap(({ name, edge }) =>
    hostNames(edge).map((host) => ({ environment: name, path: host.path.join("."), host: host.name })),
  );
  return takenTwice(taken, ({ host }) => host).map(
    ([{ environment, path, host }, first]) =>
      `environments.${environment}.${path} is "${host}", which environment ${first.environment} has too; give each environment its own names`,
  );
}

/** A user pool's domain prefix is unique in a region, across accounts (Amazon Cognito Developer Guide). */
function prefixesTakenTwice(environments: readonly Environment[]): string[] {
  const taken = environments.flatMap(({ name, region, edge: { signIn } }) =>
    signIn?.domain.kind === "prefix" ? [{ name, region, prefix: signIn.domain.prefix }] : [],
  );
  return takenTwice(taken, ({ region, prefix }) => `${region}/${prefix}`).map(
    ([{ name, prefix }, first]) =>
      `environments.${name}.edge.signIn.domain.prefix is "${prefix}", which environment ${first.name} has too, in the same region; give each environment its own prefix`,
  );
}

/** Each later item of a key, with the first item of that key. */
function takenTwice<T>(items: readonly T[], keyOf: (item: T) => string): (readonly [again: T, first: T])[] {
  return [...groupBy(items, keyOf).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : others.map((other) => [other, first] as const),
  );
}

/** API Gateway has one role for the execution logs of an account and region: a second role would replace the first. */
function accountLoggingMadeTwice(environments: readonly Environment[]): string[] {
  const [first, ...others] = environments.filter(({ edge }) => edge.restApi?.accountLogging === "create");
  return others.map(
    ({ name }) =>
      `environments.${name}.edge.restApi.accountLogging is "create", as in environment ${first?.name ?? ""} of the same account and region; give "existing": one environment creates the logging role of an account and region`,
  );
}

function nearQuotas(environments: readonly Environment[]): string[] {
  return quotas.flatMap(({ name, limit, used }) => {
    const total = environments.reduce((sum, environment) => sum + used(environment), 0);
    const names = environments.map((environment) => environment.name).join(", ");
    return total > limit
      ? [
          `${names} together need ${total} of the quota "${name}", whose default is ${limit}; have AWS raise the quota before the apply`,
        ]
      : [];
  });
}

function elasticIps({ network }: Environment): number {
  const zones = Array.isArray(network.zones) ? network.zones.length : network.zones;
  return { none: 0, single: 1, "per-az": zones }[network.nat];
}

/** One policy of the edge layer admits all logs that AWS delivers there: of web ACLs and of the HTTP API. */
function logResourcePolicies({ edge: { waf, signIn, httpApi, restApi } }: Environment): number {
  const logs = [waf, signIn?.waf, restApi?.waf].map((of) => of?.logging.enabled).concat(httpApi?.accessLogs);
  return logs.includes(true) ? 1 : 0;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
