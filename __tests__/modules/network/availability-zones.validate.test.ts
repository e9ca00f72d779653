import { AvailabilityZones } from "../../../modules/network/availability-zones";
import { planSubnets } from "../../../modules/network/subnet-plan";
import { Subnets } from "../../../modules/network/subnets";
import { synthesizeModule } from "../../support/synthesize";
import { expectFailures as fails, type MockedStep, terraformTest, testWithTerraform } from "../../support/terraform";

const configuration = (zones: number | readonly string[]) => {
  const { data, resource } = synthesizeModule((stack) => {
    const { zoneNames } = new AvailabilityZones(stack, "available", { zones });
    const plan = planSubnets("10.0.0.0/16", zoneNames.length);
    new Subnets(stack, "subnet", { name: (role) => role, vpcId: "vpc-00000000000000001", plan, zoneNames });
  });
  return { data, resource };
};

const list = "data.aws_availability_zones.available";

/** A step in an account whose zones have these names. */
const step = (name: string, command: "apply" | "plan", names: readonly string[], more?: string): MockedStep => ({
  name,
  command,
  target: list,
  values: { names },
  ...(more !== undefined && { more }),
});
const second = ["public", "app", "data"].map((tier) => `aws_subnet.subnet_${tier}_1`);
const stays = 'assert {\n condition = aws_subnet.subnet_app_0.availability_zone == "a"\n error_message = "it moved"\n}';

testWithTerraform(
  "a plan ends with an error where zones are too few, are not there, or are a tier's already, and a zone that goes moves no subnet",
  async (terraform) => {
    const two = configuration(2);
    const tested = {
      number: {
        configuration: two,
        steps: [step("enough", "plan", ["a", "b", "c"]), step("too_few", "plan", ["a"], fails(list))],
      },
      names: {
        configuration: configuration(["a", "b"]),
        steps: [step("known", "plan", ["c", "b", "a"]), step("gone", "plan", ["a", "c"], fails(list))],
      },
      taken: { configuration: two, steps: [step("twice", "plan", ["a", "a"], fails(...second))] },
      later: {
        configuration: two,
        steps: [step("made", "apply", ["a", "b"]), step("another_order", "plan", ["c", "a"], stays)],
      },
    };
    expect(await terraformTest(terraform, tested)).toEqual({ status: 0, said: "" });
  },
  300,
);
