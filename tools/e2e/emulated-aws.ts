import type { Emulator } from "./emulators/emulator";
import type { EmulatorName, Pass } from "./limits/limit";

/** The emulators of one part of the run, and which AWS service is at which. */
export interface EmulatedAws {
  readonly pass: Pass;
  readonly emulators: readonly Emulator[];
  /** Where what was deployed answers requests. */
  readonly port: number;
  /** The environment that leads Terraform, its provider and its S3 backend to the emulators. */
  readonly env: NodeJS.ProcessEnv;
  /** Where a service is, by the name that the AWS SDKs give it in `AWS_ENDPOINT_URL_<service>`. */
  endpoint(service: string): string;
}

interface Split {
  /** Where every service is that is not listed. */
  readonly most: EmulatorName;
  /** The services that the other one has. */
  readonly others: readonly string[];
}

/**
 * The control plane is moto, which knows what refers to what, but for the services that it cannot destroy (a resource
 * server of Cognito), loses (the policy of a REST API) or lacks (the domain of an HTTP API, CloudFront's functions), and
 * the secrets that functions ask, which run at MiniStack. The data plane is MiniStack,
 * whose load balancer, functions and APIs answer, but for the services that it lacks or stores without checking. A service
 * sits with what it checks; what only names a thing of another service can be elsewhere.
 */
const splits: Readonly<Record<Pass, Split>> = {
  "control-plane": {
    most: "moto",
    others: [
      "API_GATEWAY",
      "APIGATEWAYV2",
      "CLOUDCONTROL",
      "CLOUDFRONT",
      "COGNITO_IDENTITY_PROVIDER",
      "LAMBDA",
      "SECRETS_MANAGER",
    ],
  },
  "data-plane": { most: "ministack", others: ["EC2", "AUTO_SCALING", "WAFV2", "SSM", "CLOUDWATCH", "RDS"] },
};

/**
 * Leads each service to its emulator. S3 is never given an address of its own: its clients would then put the bucket into
 * the host name, which nothing resolves.
 */
export function emulatedAws(pass: Pass, emulators: Readonly<Record<EmulatorName, Emulator>>): EmulatedAws {
  const { most, others } = splits[pass];
  const { url: fallback } = emulators[most];
  const { url: other } = emulators[most === "moto" ? "ministack" : "moto"];
  return {
    pass,
    emulators: [emulators.moto, emulators.ministack],
    port: emulators.ministack.port,
    env: {
      AWS_ENDPOINT_URL: fallback,
      ...Object.fromEntries(others.map((service) => [`AWS_ENDPOINT_URL_${service}`, other])),
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_S3_USE_PATH_STYLE: "true",
    },
    endpoint: (service) => (others.includes(service) ? other : fallback),
  };
}

/** By these, functions that run at MiniStack find the services that they call and that are at moto in every pass. */
export const functionsVariables = (moto: Pick<Emulator, "url">): NodeJS.ProcessEnv => ({
  AWS_ENDPOINT_URL_WAFV2: moto.url,
});

/** The user's environment without AWS settings, which would lead a call to the real AWS. */
export const withoutAws = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("AWS_")));
