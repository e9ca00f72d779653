import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { Construct } from "constructs";
import { expression, interpolation } from "../shared/expression";

export interface AvailabilityZonesProps {
  /** A number of zones, or their names. */
  readonly zones: number | readonly string[];
}

/**
 * Zones without VPC origins (CloudFront Developer Guide, "Restrict access with VPC origins": supported Regions), and
 * without newer instance types. They are ids, because each account has its own names for zones.
 */
const withoutVpcOrigins = ["use1-az3", "usw1-az2", "apne1-az3", "cac1-az3"];

/**
 * The zones of an environment, without local zones and without those that would refuse it. A plan ends with an error where
 * the region has too few zones, or none of a given name. A zone that is down stays in the list, so that it changes no plan.
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
