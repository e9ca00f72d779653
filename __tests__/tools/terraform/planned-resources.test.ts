import { ToolError } from "../../../tools/shared/errors";
import { openingsOf } from "../../../tools/terraform/exposure";
import { type TestPlan, plannedResources } from "../../../tools/terraform/planned-resources";

const configuration = {
  resource: {
    aws_internet_gateway: { main: { vpc_id: "${aws_vpc.main.id}" } },
    aws_route: { internet: { destination_cidr_block: "0.0.0.0/0", gateway_id: "${aws_internet_gateway.main.id}" } },
  },
};

const create = (address: string, after: object | null, unknown?: object) => ({
  address,
  mode: "managed",
  type: address.split(".")[0] ?? "",
  change: { actions: ["create"], after, after_unknown: unknown } as never,
});

/** As Terraform 1.11.4 plans a mocked AWS: what AWS gives is known after apply. */
const byTerraform: TestPlan = {
  resource_changes: [
    create("aws_internet_gateway.main", {}, { id: true, arn: true, vpc_id: true }),
    create("aws_route.internet", { destination_cidr_block: "0.0.0.0/0" }, { id: true, gateway_id: true }),
  ],
};

/** As OpenTofu plans a mocked AWS: what AWS gives is made up, a text of 4 to 15 letters and digits. */
const byOpenTofu: TestPlan = {
  resource_changes: [
    create("aws_internet_gateway.main", { id: "xK3vQ0a", arn: "b7Lq", vpc_id: "Zp81kd" }, {}),
    create("aws_route.internet", { id: "m2Ws9", destination_cidr_block: "0.0.0.0/0", gateway_id: "xK3vQ0a" }, {}),
  ],
};

test("a route to an internet gateway that does not exist yet is open", () => {
  expect(openingsOf(plannedResources(byTerraform, configuration))).toEqual([
    { address: "aws_route.internet", what: "routes 0.0.0.0/0 to an internet gateway" },
  ]);
});

test.each<[what: string, plan: TestPlan, fault: RegExp]>([
  [
    "made-up values for what AWS has yet to give, from which the same route would not be seen,",
    byOpenTofu,
    /^the plan gives aws_internet_gateway\.main the id "xK3vQ0a" before the resource exists, as OpenTofu does; run plan:first with HashiCorp's Terraform/,
  ],
  [
    "no resource where the configuration has some",
    {},
    /^the plan lists no resource, but the configuration has resources; run/,
  ],
  [
    "a resource of which it is not said what is known",
    { resource_changes: [create("aws_route.internet", { gateway_id: "x" })] },
    /^the plan does not say which attributes of aws_route\.internet are known; run/,
  ],
  [
    "a resource without attributes",
    { resource_changes: [create("aws_route.internet", null, {})] },
    /^the plan does not say which attributes of aws_route\.internet are known; run/,
  ],
])("refuses a plan with %s", (_, plan, fault) => {
  const read = () => plannedResources(plan, configuration);
  expect(read).toThrow(ToolError);
  expect(read).toThrow(fault);
});

test("accepts an id of the configuration, and a configuration without resources", () => {
  const named = { resource: { aws_thing: { it: { id: "given" } } } };
  const plan = { resource_changes: [create("aws_thing.it", { id: "given" }, {})] };
  expect(plannedResources(plan, named)).toEqual([
    { address: "aws_thing.it", type: "aws_thing", after: { id: "given" } },
  ]);
  expect(plannedResources({}, {})).toEqual([]);
});
