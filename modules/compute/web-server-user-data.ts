import { Fn, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { ConfigurationError } from "../shared/configuration-error";
import { amazonLinuxPlaces, webServerFiles, type WebServerSettings } from "./web-server/files";

export type WebServerUserDataProps = WebServerSettings;

/**
 * The user data that makes an Amazon Linux 2023 instance the web server, as cloud-init's cloud-config.
 *
 * The synthesized JSON has it as a local value, each file as one readable string, and Terraform encodes it: base64 made at
 * synth would hide from a reviewer what runs as root. The values are known at synth, and so is the size.
 */
export class WebServerUserData extends Construct {
  /** An expression: base64, as a launch template takes it. */
  readonly base64: string;

  constructor(scope: Construct, id: string, props: WebServerUserDataProps) {
    super(scope, id);
    const cloudConfig = webServerCloudConfig(props);
    const size = Buffer.byteLength(userDataText(cloudConfig));
    if (size >= sizeLimit) {
      throw ConfigurationError.of(
        `${this.node.path} has ${size} bytes of user data; EC2 accepts less than ${sizeLimit} before base64: move files to S3 or into the AMI`,
      );
    }

    const local = new TerraformLocal(this, "cloud_config", cloudConfig);
    this.base64 = Fn.base64encode(Fn.join("\n", ["#cloud-config", Fn.jsonencode(local.expression)]));
  }
}

/** 16 KB in raw form (Amazon EC2 User Guide, "Work with instance user data"). */
const sizeLimit = 16 * 1024;

const directory = "/opt/palisade";

interface CloudConfig {
  readonly write_files: readonly {
    readonly path: string;
    readonly owner: string;
    readonly permissions: string;
    readonly content: string;
  }[];
  readonly runcmd: readonly (readonly string[])[];
}

/** cloud-init writes the files before it runs the commands (cloud-init documentation, "Module reference"). */
export function webServerCloudConfig(settings: WebServerSettings): CloudConfig {
  return {
    write_files: webServerFiles(settings).map(({ name, content }) => ({
      path: `${directory}/${name}`,
      owner: "root:root",
      permissions: "0600",
      content,
    })),
    runcmd: [["/bin/bash", `${directory}/install.sh`, amazonLinuxPlaces.documentRoot, settings.healthPath]],
  };
}

/**
 * The user data as Terraform renders it, to the byte: JSON is YAML, and Terraform's `jsonencode` escapes these characters.
 */
export function userDataText(cloudConfig: CloudConfig): string {
  const sorted = { runcmd: cloudConfig.runcmd, write_files: cloudConfig.write_files.map(sortKeys) };
  const json = JSON.stringify(sorted).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `#cloud-config\n${json}`;
}

function sortKeys<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
}
