import { mkdirSync } from "node:fs";
import path from "node:path";

import { AvailabilityZones } from "../../../modules/network/availability-zones";
import { planSubnets } from "../../../modules/network/subnet-plan";
import { Subnets } from "../../../modules/network/subnets";
import { scratchFolder } from "../../../tools/shared/scratch";
import { initializeOnce, shareInit } from "../../../tools/terraform/run";
import { synthesizeModule } from "../../support/synthesize";
import { expectFailures as fails, mockedStep, terraformTest, testWithTerraform } from "../../support/terraform";

const configuration = (zones: number | readonly string[]) => {
  const { data, resource } = synthesizeModule((stack) => {
    const { zoneNames } = new AvailabilityZones(stack, "available", { zones });
    const plan = planSubnets("10.0.0.0/16", zoneNames.length);
    new Subnets(stack, "subnet", { name: (role) => role, vpcId: "vpc-00000000000000001", plan, zoneNames });
  });
  return { data, resource };
};

const list = "data.aws_availability_zones.available";

/** One step of `terraform test`, in an account whose zones have these names. */
const step = (name: string, command: "apply" | "plan", names: readonly string[], more?: string) =>
  mockedStep({ name, command, target: list, values: { names }, ...(more !== undefined && { more }) });
const second = ["public", "app", "data"].map((tier) => `aws_subnet.subnet_${tier}_1`);

testWithTerraform(
  "a plan ends with an error where zones are too few, are not there, or are a tier's already, and a zone that goes moves no subnet",
  async (terraform) => {
    const parent = scratchFolder("availability-zones").path;
    const initialized = await initializeOnce(terraform);
    const test = async (name: string, zones: number | readonly string[], ...steps: readonly string[]) => {
      const folder = path.join(parent, name);
      mkdirSync(folder);
      shareInit(initialized, folder);
      const { status, said } = await terraformTest(terraform, folder, configuration(zones), steps);
      expect({ name, status, said }).toEqual({ name, status: 0, said: "" });
    };
    const stays =
      'assert {\n condition = aws_subnet.subnet_app_0.availability_zone == "a"\n error_message = "it moved"\n}';

    await test("number", 2, step("enough", "plan", ["a", "b", "c"]), step("too_few", "plan", ["a"], fails(list)));
    await test(
      "names",
      ["a", "b"],
      step("known", "plan", ["c", "b", "a"]),
      step("gone", "plan", ["a", "c"], fails(list)),
    );
    await test("taken", 2, step("twice", "plan", ["a", "a"], fails(...second)));
    await test("later", 2, step("made", "apply", ["a", "b"]), step("another_order", "plan", ["c", "a"], stays));
  },
  300,
);
