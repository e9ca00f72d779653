import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Token } from "cdktf";
import { Construct } from "constructs";

export interface FleetLaunchTemplateProps {
  readonly name: string;
  /** An image made of Amazon Linux 2023: its id (`ami-…`), or the name of a Systems Manager parameter (`/…`) that holds it. */
  readonly ami: string;
  readonly instanceType: string;
  /** Base64. */
  readonly userData: string;
  readonly instanceProfileName: string;
  readonly securityGroupIds: string[];
  /** The name of each instance in lists. */
  readonly instanceName: string;
  /** Tags of instances, volumes and network interfaces: the provider's default tags do not reach them. */
  readonly tags: Readonly<Record<string, string>>;
  /** The key's policy must let Auto Scaling use it, or no instance starts. */
  readonly volumeKeyArn: string;
  /** @default 8, the size of Amazon Linux 2023's own image */
  readonly volumeSizeGib?: number;
  /** Whether the internet can address each instance. @default false */
  readonly publicIpAddress?: boolean;
}

/**
 * The launch template of a fleet. Metadata needs a session token and stays on the instance. The volume is encrypted. There
 * is no key pair: Session Manager is the one way in.
 */
export class FleetLaunchTemplate extends Construct {
  readonly id: string;
  /** The number of the newest version. */
  readonly version: string;

  constructor(scope: Construct, id: string, props: FleetLaunchTemplateProps) {
    super(scope, id);
    const { name, ami, instanceType, userData, instanceProfileName, securityGroupIds, volumeKeyArn } = props;
    const { publicIpAddress = false, volumeSizeGib = 8 } = props;
    const tags = { ...props.tags, Name: props.instanceName };

    const template = new LaunchTemplate(this, "launch_template", {
      name,
      description: "Instances of the web fleet",
      updateDefaultVersion: true,
      // EC2 reads the parameter at each launch. With a data source every plan would differ once AWS publishes an image.
      imageId: ami.startsWith("/") ? `resolve:ssm:${ami}` : ami,
      instanceType,
      userData,
      iamInstanceProfile: { name: instanceProfileName },
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
        httpProtocolIpv6: "disabled",
        instanceMetadataTags: "disabled",
      },
      monitoring: { enabled: true },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: volumeSizeGib,
            encrypted: "true",
            kmsKeyId: volumeKeyArn,
            deleteOnTermination: "true",
          },
        },
      ],
      networkInterfaces: [
        {
          deviceIndex: 0,
          // Explicit, so that the subnet's own setting never decides.
          associatePublicIpAddress: String(publicIpAddress),
          securityGroups: securityGroupIds,
          deleteOnTermination: "true",
        },
      ],
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
    });
    this.id = template.id;
    this.version = Token.asString(template.latestVersion);
  }
}
