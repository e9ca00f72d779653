import { blockOf, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { stacksTagWhatTheyMake } from "../../controls/rules/contract";
import { fleetsPassTheirTagsOn as control } from "../../controls/rules/instances";

holdsInEveryEnvironment(stacksTagWhatTheyMake);
holdsInEveryEnvironment(control);
findsWhen(
  stacksTagWhatTheyMake,
  "a provider without a tag",
  (stacks) => {
    delete stacks["production-edge"]?.provider["aws"]?.[0].default_tags[0].tags.Owner;
  },
  ["sets no tag Owner"],
);
findsWhen(
  control,
  "a group that does not propagate a tag, has another value or no value",
  (stacks) => {
    const group = blockOf(stacks, "aws_autoscaling_group");
    const tag = (key: string) => group.tag.find((one: { key: string }) => one.key === key);
    tag("Owner").propagate_at_launch = false;
    tag("CostCentre").value = "other";
    group.tag = group.tag.filter((one: { key: string }) => one.key !== "Layer");
  },
  ["does not propagate the tag Layer", "does not propagate the tag Owner", "does not propagate the tag CostCentre"],
);
findsWhen(
  control,
  "volumes without a tag, and network interfaces without any",
  (stacks) => {
    const template = blockOf(stacks, "aws_launch_template");
    const [instance, volume] = template.tag_specifications;
    template.tag_specifications = [instance, { ...volume, tags: { ...volume.tags, Environment: "demo" } }];
  },
  [
    "does not give the tag Environment to each volume",
    ...["Environment", "Layer", "Owner", "CostCentre", "ManagedBy"].map(
      (tag) => `does not give the tag ${tag} to each network-interface`,
    ),
  ],
);
