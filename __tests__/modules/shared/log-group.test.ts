import { Fn } from "cdktf";
import { LogGroup } from "../../../modules/shared/log-group";
import { synthesizeModule } from "../../support/synthesize";

const props = {
  name: "/palisade/prod/edge/firewall",
  retentionDays: 365,
  kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/k",
};

test("is encrypted, forgets after its time, and stays when its layer is destroyed", () => {
  const { resource } = synthesizeModule((stack) => {
    new LogGroup(stack, "firewall", props);
  });
  expect(resource["aws_cloudwatch_log_group"]?.["firewall_log_group"]).toMatchObject({
    name: "/palisade/prod/edge/firewall",
    retention_in_days: 365,
    kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/k",
    skip_destroy: true,
  });
});

test("goes with its layer where nothing has to be kept", () => {
  const { resource } = synthesizeModule((stack) => {
    new LogGroup(stack, "firewall", { ...props, keepOnDestroy: false });
  });
  expect(resource["aws_cloudwatch_log_group"]?.["firewall_log_group"]).toMatchObject({ skip_destroy: false });
});

test("is taken up again by the next apply, exactly the group of this name and only where there is one", () => {
  const json = synthesizeModule((stack) => {
    new LogGroup(stack, "firewall", props);
    new LogGroup(stack, "access", { ...props, name: "/other" });
  });
  expect(json.data["aws_cloudwatch_log_groups"]?.["firewall_existing_log_groups"]).toMatchObject({
    log_group_name_prefix: "/palisade/prod/edge/firewall",
  });
  expect(json.import).toEqual([
    {
      for_each:
        '${toset([for name in data.aws_cloudwatch_log_groups.firewall_existing_log_groups.log_group_names : name if name == "/palisade/prod/edge/firewall"])}',
      to: "aws_cloudwatch_log_group.firewall_log_group",
      id: "${each.value}",
    },
    {
      for_each:
        '${toset([for name in data.aws_cloudwatch_log_groups.access_existing_log_groups.log_group_names : name if name == "/other"])}',
      to: "aws_cloudwatch_log_group.access_log_group",
      id: "${each.value}",
    },
  ]);
});

test("refuses a name that Terraform learns at apply alone: it could never be taken up again", () => {
  expect(() =>
    synthesizeModule((stack) => {
      new LogGroup(stack, "firewall", { ...props, name: Fn.upper("name") });
    }),
  ).toThrow("edge/firewall: the name of a log group is a reference; give text");
});
