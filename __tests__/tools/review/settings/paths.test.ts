import { saidBy } from "../../../../tools/review/settings/paths";
import { Estate } from "../../../../tools/review/estate";
import { planOf } from "../../../support/plans";

const said = (block: object, path: string): readonly string[] => {
  const plan = planOf([
    { address: "aws_launch_template.web", before: { name: "web" }, after: { name: "web", ...block } },
  ]);
  return new Estate([plan]).resources.flatMap((resource) => saidBy(resource, path));
};

test("a block that comes as a whole is said by its only attribute, and not by one of several", () => {
  const path = "metadata_options.http_tokens";
  expect(said({ metadata_options: [{ http_tokens: "optional" }] }, path)).toEqual([path, "metadata_options"]);
  expect(said({ metadata_options: [{ http_tokens: "optional", http_endpoint: "enabled" }] }, path)).toEqual([path]);
});
