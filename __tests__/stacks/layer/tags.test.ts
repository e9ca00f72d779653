import type { Environment } from "../../../stacks/environments/schema/environment";
import { layerTags } from "../../../stacks/layer/tags";

test("tags every resource with environment, layer, owner, cost centre and ManagedBy", () => {
  const environment = { name: "prod", owner: "platform", costCentre: "web", tags: { Team: "blue" } };
  expect(layerTags(environment as unknown as Environment, "edge")).toEqual({
    Team: "blue",
    Environment: "prod",
    Layer: "edge",
    Owner: "platform",
    CostCentre: "web",
    ManagedBy: "Palisade",
  });
});
