import { renderFile } from "./template";

export interface WebServerSettings {
  /** The path of the load balancer's health checks: `/health`. */
  readonly healthPath: string;
  /** The block that is trusted to name a client's address: the VPC's, where the load balancer is. */
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
  /** The Auto Scaling group's name: the agent's metrics carry it as AWS's own do. */
  readonly fleetName: string;
  readonly accessLogGroup: string;
  readonly errorLogGroup: string;
  /** Receives the installation's output at boot. */
  readonly bootLogGroup: string;
}

/** The paths and settings of nginx on Amazon Linux 2023. Other values run the same file elsewhere. */
export interface NginxPlaces {
  readonly user: string;
  /** A port, or `address:port`. */
  readonly listen: string;
  readonly documentRoot: string;
  readonly runDirectory: string;
  readonly logDirectory: string;
  readonly temporaryDirectory: string;
}

/** The values of Amazon's nginx package and its unit. The network layer's security groups admit this port. */
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
