import type { Environment } from "../../../stacks/environments/schema/environment";
import { layerTags } from "../../../stacks/layer/tags";

test("says of everything which environment and layer it is of, whose it is, who pays, and what manages it", () => {
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
