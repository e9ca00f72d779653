import { TerraformOutput } from "cdktf";
import { AvailabilityZones } from "../../../modules/network/availability-zones";
import { synthesizeModule } from "../../support/synthesize";

const zonesOf = (zones: number | readonly string[]) => {
  const { data, output } = synthesizeModule((stack) => {
    const { zoneNames } = new AvailabilityZones(stack, "available", { zones });
    new TerraformOutput(stack, "names", { value: zoneNames });
  });
  return { zoneNames: output["names"]?.value as unknown, data: data["aws_availability_zones"] };
};

test("chooses among the zones in which VPC origins exist, by id, without local zones, and whatever state they are in", () => {
  for (const zones of [2, ["eu-west-1a", "eu-west-1b"]]) {
    expect(zonesOf(zones).data).toMatchObject({
      available: {
        filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
        exclude_zone_ids: ["use1-az3", "usw1-az2", "apne1-az3", "cac1-az3"],
      },
    });
    expect(zonesOf(zones).data?.["available"]).not.toHaveProperty("state");
  }
});

test("gives the names that are asked for, or as many of the region's", () => {
  expect(zonesOf(["eu-west-1c", "eu-west-1a"]).zoneNames).toEqual(["eu-west-1c", "eu-west-1a"]);
  expect(zonesOf(2).zoneNames).toEqual([
    "${data.aws_availability_zones.available.names[0]}",
    "${data.aws_availability_zones.available.names[1]}",
  ]);
});
