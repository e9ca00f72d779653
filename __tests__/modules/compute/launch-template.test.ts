import { FleetLaunchTemplate, type FleetLaunchTemplateProps } from "../../../modules/compute/launch-template";
import { synthesizeModule } from "../../support/synthesize";

const props: FleetLaunchTemplateProps = {
  name: "prod-compute-web",
  ami: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
  instanceType: "t4g.small",
  userData: "IyEvYmluL2Jhc2g=",
  instanceProfileName: "prod-identity-web",
  securityGroupIds: ["sg-1"],
  instanceName: "prod-compute-web",
  tags: { Environment: "prod", Owner: "platform" },
  volumeKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/volumes",
};

function templateWith(changed: Partial<FleetLaunchTemplateProps> = {}) {
  const { resource } = synthesizeModule((stack) => new FleetLaunchTemplate(stack, "web", { ...props, ...changed }));
  return resource["aws_launch_template"]?.["web_launch_template"] as Record<string, unknown>;
}

test("is all of this and nothing else: no key pair, no spot market, no security group beside the interface's", () => {
  const tags = { Environment: "prod", Owner: "platform", Name: "prod-compute-web" };
  expect(templateWith()).toEqual({
    name: "prod-compute-web",
    description: "Instances of the web fleet",
    update_default_version: true,
    image_id: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
    instance_type: "t4g.small",
    user_data: "IyEvYmluL2Jhc2g=",
    iam_instance_profile: { name: "prod-identity-web" },
    metadata_options: {
      http_endpoint: "enabled",
      http_tokens: "required",
      http_put_response_hop_limit: 1,
      http_protocol_ipv6: "disabled",
      instance_metadata_tags: "disabled",
    },
    monitoring: { enabled: true },
    block_device_mappings: [
      {
        device_name: "/dev/xvda",
        ebs: {
          volume_type: "gp3",
          volume_size: 8,
          encrypted: "true",
          kms_key_id: "arn:aws:kms:eu-west-1:123456789012:key/volumes",
          delete_on_termination: "true",
        },
      },
    ],
    network_interfaces: [
      {
        device_index: 0,
        associate_public_ip_address: "false",
        security_groups: ["sg-1"],
        delete_on_termination: "true",
      },
    ],
    tag_specifications: [
      { resource_type: "instance", tags },
      { resource_type: "volume", tags },
      { resource_type: "network-interface", tags },
    ],
  });
});

test("gives an instance a public address only where it is asked for", () => {
  const [asked] = templateWith({ publicIpAddress: true })["network_interfaces"] as unknown[];
  expect(asked).toMatchObject({ associate_public_ip_address: "true" });
});

test("takes an image by its id as it is", () => {
  expect(templateWith({ ami: "ami-0123456789abcdef0" })["image_id"]).toBe("ami-0123456789abcdef0");
});
