import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { Construct } from "constructs";
import { expression, interpolation } from "../shared/expression";

export interface AvailabilityZonesProps {
  /** How many of the region's, or which by name. */
  readonly zones: number | readonly string[];
}

/**
 * Zones in which VPC origins do not exist (CloudFront Developer Guide, "Restrict access with VPC origins": supported
 * Regions), nor newer instance types. They go by id, since each account has names of its own for them.
 */
const withoutVpcOrigins = ["use1-az3", "usw1-az2", "apne1-az3", "cac1-az3"];

/**
 * The zones of an environment: without local zones, and without those in which it would be refused. A plan ends with an error
 * where the region has too few of them, or has none of a name. A zone that is down stays in the list: no plan is another
 * because of it.
 */
export class AvailabilityZones extends Construct {
  readonly zoneNames: readonly string[];

  constructor(scope: Construct, id: string, props: AvailabilityZonesProps) {
    super(scope, id);
    const { zones } = props;

    const available = new DataAwsAvailabilityZones(this, "zones", {
      filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
      excludeZoneIds: withoutVpcOrigins,
      lifecycle: { postcondition: [typeof zones === "number" ? enough(zones) : known(zones)] },
    });
    available.overrideLogicalId(id);
    this.zoneNames =
      typeof zones === "number"
        ? Array.from({ length: zones }, (_, index) => interpolation(`${available.fqn}.names[${index}]`))
        : zones;
  }
}

const usable = interpolation('join(", ", self.names)');

function enough(zones: number) {
  return {
    condition: expression(`length(self.names) >= ${zones}`),
    errorMessage: `network.zones is ${zones}, and this account can use ${usable} in the region; give as many at most, or another region.`,
  };
}

function known(names: readonly string[]) {
  const missing = `setsubtract(${JSON.stringify(names)}, self.names)`;
  return {
    condition: expression(`length(${missing}) == 0`),
    errorMessage: `network.zones names ${interpolation(`join(", ", ${missing})`)}, which this account cannot use, or in which CloudFront has no VPC origins; give names among ${usable}.`,
  };
}
