import { renderFile } from "./template";

export interface WebServerSettings {
  /** Where the load balancer asks whether the instance is well: `/health`. */
  readonly healthPath: string;
  /** The block whose word is taken for a client's address: the VPC's, where the load balancer stands. */
  readonly trustedCidrBlock: string;
  /**
   * Where the CloudWatch agent sends logs and metrics.
   *
   * @default the agent is not installed, and logs stay on the instance
   */
  readonly agent?: CloudwatchAgentSettings;
}

interface CloudwatchAgentSettings {
  readonly metricNamespace: string;
  /** The Auto Scaling group's name: its metrics carry it as AWS's own do. */
  readonly fleetName: string;
  readonly accessLogGroup: string;
  readonly errorLogGroup: string;
  /** Receives what the installation printed at boot. */
  readonly bootLogGroup: string;
}

/** Where nginx of Amazon Linux 2023 finds and keeps things. Fill in others to run the same file elsewhere. */
export interface NginxPlaces {
  readonly user: string;
  /** A port, or `address:port`. */
  readonly listen: string;
  readonly documentRoot: string;
  readonly runDirectory: string;
  readonly logDirectory: string;
  readonly temporaryDirectory: string;
}

/** Those of Amazon's nginx package and its unit; the port is the one that the network layer's security groups let through. */
export const amazonLinuxPlaces: NginxPlaces = {
  user: "nginx",
  listen: "80",
  documentRoot: "/usr/share/nginx/site",
  runDirectory: "/run",
  logDirectory: "/var/log/nginx",
  temporaryDirectory: "/var/lib/nginx/tmp",
};

export interface WebServerFile {
  readonly name: string;
  readonly content: string;
}

/** The files that make an instance the web server; `install.sh` puts them in place. */
export function webServerFiles(settings: WebServerSettings, places: NginxPlaces = amazonLinuxPlaces): WebServerFile[] {
  const { healthPath, trustedCidrBlock, agent } = settings;
  return [
    file("nginx.conf", { ...places, healthPath, trustedCidrBlock }),
    file("nginx-service.conf"),
    file("index.html"),
    ...(agent ? [file("amazon-cloudwatch-agent.json", { ...agent, logDirectory: places.logDirectory })] : []),
    file("install.sh"),
  ];
}

function file(name: string, values: Readonly<Record<string, string>> = {}): WebServerFile {
  return { name, content: renderFile(name, values) };
}
