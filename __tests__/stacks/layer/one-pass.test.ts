import { TerraformOutput, TerraformStack } from "cdktf";
import { addLayers } from "../../../main";
import { environments } from "../../support/example-records";
import { checkEnvironments } from "../../../stacks/environments/check";
import { LayerStack } from "../../../stacks/layer/layer-stack";
import { newApp } from "../../support/synthesize";
import { today } from "../../support/today";

const cdktfsOwn = (stack: TerraformStack): unknown => {
  TerraformStack.prototype.prepareStack.call(stack);
  return TerraformStack.prototype.toTerraform.call(stack);
};

/** With every sign of a template that stands doubled, so that it is text, once. */
const asWritten = (json: unknown): unknown =>
  JSON.parse(JSON.stringify(json).replaceAll(/([$%])\1(?=\{)/g, "$1")) as unknown;

test("writes what CDKTF itself writes of every layer, metadata and outputs included, with its texts as text", () => {
  const app = newApp();
  for (const environment of checkEnvironments(environments, today).environments) addLayers(app, environment);
  const layers = app.node.children.filter((child) => child instanceof LayerStack);
  expect(layers.length).toBeGreaterThan(Object.keys(environments).length * 3);
  for (const layer of layers) expect(asWritten(layer.toTerraform())).toEqual(asWritten(cdktfsOwn(layer)));
});

test("finds an output under the ids of its path, and keeps overrides", () => {
  const [environment] = checkEnvironments(environments, today).environments;
  if (environment === undefined) throw new Error("the project has an environment");
  const layer = new (class extends LayerStack {})(newApp(), "edge", environment);
  new TerraformOutput(layer, "url", { value: "https://example.com" });
  layer.addOverride("check.answers", { assert: [{ condition: true, error_message: "silent" }] });
  expect(layer.toTerraform()).toEqual(cdktfsOwn(layer));
  expect(layer.toTerraform()).toMatchObject({
    "//": { outputs: { [`${environment.name}-edge`]: { url: "url" } } },
    check: { answers: { assert: [{ condition: true }] } },
  });
});
