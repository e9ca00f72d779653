import { z } from "zod";
import { zoneSlots } from "../../../../modules/network/subnet-plan";
import { isPrivateCidrBlock, parseCidrBlock } from "../../../../modules/shared/cidr-block";
import { exception, guarded, onUnlessDeparted } from "../shared/departure";
import type { Fault } from "../shared/fault";
import { text } from "../shared/text";

/**
 * A load balancer's subnet needs a /27 at least (Elastic Load Balancing User Guide, "Subnets for your load balancer"): a
 * /23 gives four of them to the public tier.
 */
const smallestPrefixLength = 23;

const cidrRule = "give an IPv4 block such as 10.0.0.0/16, with no bits set behind its prefix";
const cidrBlock = z.string({ error: cidrRule }).superRefine((text, context) => {
  const block = parseCidrBlock(text);
  const rule =
    block?.version !== 4
      ? cidrRule
      : block.prefixLength < 16 || block.prefixLength > smallestPrefixLength
        ? `give a block between /16, AWS's largest, and /${smallestPrefixLength}, which leaves a load balancer the /27 that it needs in each zone`
        : isPrivateCidrBlock(block)
          ? undefined
          : "give a private block, within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10";
  if (rule !== undefined) context.addIssue({ code: "custom", message: rule });
});

const flag = z.boolean({ error: "give true or false" });
const zonesRule = `give 2 to ${zoneSlots} zones, or a list of 2 to ${zoneSlots} names: a load balancer needs two zones`;

export const networkSettings = z.strictObject({
  /**
   * Addresses of the VPC, /16 to /23, private. Another value replaces the VPC and everything in it, which the plan refuses
   * where `keepData` is true: give the other addresses to another environment, and move over.
   *
   * @default "10.0.0.0/16"
   */
  cidrBlock: cidrBlock.default("10.0.0.0/16"),
  /** Accepts that the addresses overlap those of another environment in the same account and region. @default false */
  sharesCidrBlock: exception().default(false),
  /**
   * How many availability zones, 2 to 4, or which by name: of those in which CloudFront has VPC origins. A zone added later
   * moves no subnet, and nor does another order of the names. Another value with fewer zones destroys the last zone's
   * subnets, with the elastic address of its NAT gateway: tell partners who admit that address, and apply in the two rounds
   * that `npm run order` prints.
   *
   * @default 3, in demo 2
   */
  zones: z.union(
    [
      z.int({ error: zonesRule }).min(2, { error: zonesRule }).max(zoneSlots, { error: zonesRule }),
      z
        .array(text(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, "give the name of an availability zone, such as eu-west-1a"))
        .min(2, { error: zonesRule })
        .max(zoneSlots, { error: zonesRule })
        .refine((names) => new Set(names).size === names.length, { error: "give each zone once" }),
    ],
    { error: zonesRule },
  ),
  /**
   * NAT gateways for what private subnets send to the internet. With endpoints on, Amazon Linux's packages and Session
   * Manager need none. With gateways, network ACLs let in answers to port 3389 too. Another value with fewer gateways gives
   * their elastic addresses back to AWS, for good: tell partners who admit an address before.
   *
   * "single" is a departure: if the zone of the one gateway fails, every zone loses the internet (Amazon VPC User Guide,
   * "NAT gateway basics").
   *
   * @cost USD 33 a month for each, and USD 0.045 a GB
   * @default "per-az", in demo "none", in lab "single"
   */
  nat: guarded(
    z.enum(["none", "per-az"]),
    z.literal("single"),
    'give "none" or "per-az", or { value: "single", reason }: with a single NAT gateway, an outage of its zone cuts off every zone from the internet',
  ),
  /**
   * Six interface endpoints for Systems Manager, logs, keys, secrets and metrics, so that instances reach AWS without the
   * internet. Without them an instance needs `egress` to anywhere.
   *
   * @cost USD 7.30 a month for each endpoint and zone
   * @default true, in demo false
   */
  endpoints: flag,
  /** Adds the endpoint that agents before 3.3.40 need; newer regions have none. @default false */
  ec2messagesEndpoint: flag.default(false),
  /**
   * The interface endpoint by which the VPC reaches a private REST API, `edge.restApi.endpoint`.
   *
   * @cost USD 7.30 a month for each zone
   * @default none
   */
  executeApiEndpoint: z
    .strictObject(
      {
        /**
         * Has `*.execute-api.<region>.amazonaws.com` lead to the endpoint. Then the VPC reaches no public API at its AWS
         * endpoint any more, whoever owns the API: the answer is 403. Without it callers use
         * `https://<api>-<endpoint>.execute-api.<region>.amazonaws.com`.
         *
         * @default false
         */
        privateDns: flag.default(false),
      },
      { error: "give { privateDns: true or false }" },
    )
    .optional(),
  /**
   * Where instances may connect to on port 443; anywhere is a departure, and without endpoints nothing less works.
   *
   * @default "endpoints", in demo "anywhere"
   */
  egress: guarded(
    z.literal("endpoints"),
    z.literal("anywhere"),
    'give "endpoints", or { value: "anywhere", reason }',
  ).default("endpoints"),
  /**
   * IPv6 beside IPv4: an Amazon block for the VPC, a /64 for each subnet, the load balancer, the app tier's way out.
   *
   * @default false
   */
  ipv6: flag.default(false),
  /**
   * A record of every connection, accepted or refused, each minute; to do without is a departure.
   *
   * @cost USD 0.50 a GB
   * @default true, in demo false
   */
  flowLogs: onUnlessDeparted().default(true),
});

type Network = z.output<typeof networkSettings>;

export function networkFaults(network: Network, region: string): Fault[] {
  const faults: Fault[] = [];
  const { zones, endpoints, egress, ec2messagesEndpoint } = network;
  if (Array.isArray(zones)) {
    for (const [index, name] of zones.entries()) {
      if (name.slice(0, -1) !== region) {
        faults.push({
          path: ["network", "zones", index],
          reads: [["region"]],
          message: `is "${name}"; give a zone of ${region}`,
        });
      }
    }
  }
  if (!endpoints && egress === "endpoints") {
    faults.push({
      path: ["network", "egress"],
      reads: [["network", "endpoints"]],
      message:
        'is "endpoints" while network.endpoints is false; switch the endpoints on, or give { value: "anywhere", reason }: without the endpoints instances could not reach Systems Manager',
    });
  }
  if (ec2messagesEndpoint && !endpoints) {
    faults.push({
      path: ["network", "ec2messagesEndpoint"],
      reads: [["network", "endpoints"]],
      message: "is true while network.endpoints is false; switch the endpoints on",
    });
  }
  return faults;
}
