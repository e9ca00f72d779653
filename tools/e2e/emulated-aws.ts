import type { Emulator } from "./emulators/emulator";
import type { Pass } from "./limits/limit";

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

/** Services that MiniStack lacks or stores without checking, so that moto has them also in the data-plane pass. */
const alwaysMoto = ["EC2", "AUTO_SCALING", "WAFV2", "SSM", "CLOUDWATCH", "RDS"] as const;

/**
 * The control plane is moto alone, which knows what refers to what; the data plane is MiniStack, whose load balancer
 * answers, with moto for the rest. S3 is never given an address of its own: its clients would then put the bucket into
 * the host name, which nothing resolves.
 */
export function emulatedAws(emulators: { readonly moto: Emulator; readonly ministack?: Emulator }): EmulatedAws {
  const { moto, ministack } = emulators;
  const own = ministack === undefined ? [] : alwaysMoto;
  const { url: fallback, port } = ministack ?? moto;
  return {
    pass: ministack === undefined ? "control-plane" : "data-plane",
    emulators: ministack === undefined ? [moto] : [ministack, moto],
    port,
    env: {
      AWS_ENDPOINT_URL: fallback,
      ...Object.fromEntries(own.map((service) => [`AWS_ENDPOINT_URL_${service}`, moto.url])),
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_S3_USE_PATH_STYLE: "true",
    },
    endpoint: (service) => (own.some((name) => name === service) ? moto.url : fallback),
  };
}

/** The user's environment without AWS settings, which would lead a call to the real AWS. */
export const withoutAws = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("AWS_")));
