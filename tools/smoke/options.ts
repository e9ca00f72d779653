import { setTimeout } from "node:timers/promises";

import type { Api } from "../apis/api";
import type { EnvironmentApis } from "../apis/environment";
import type { Account } from "./account";
import type { Row } from "./case";
import type { Send, Sign } from "./http";
import type { Network } from "./network";
import type { Tokens } from "./token";

export interface Credentials extends Tokens {
  readonly apiKey?: string;
  /** Signs as an IAM principal that may call the IAM routes. */
  readonly sign?: Sign;
  /** Whether the transport has a client certificate to show. @default false */
  readonly clientCertificate?: boolean;
}

export interface SmokeOptions {
  readonly environment: Pick<EnvironmentApis, "apis"> & Partial<Pick<EnvironmentApis, "rotatingSecrets" | "web">>;
  /** Outputs of the environment's layers, by name: `rest_api_url`. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly send: Send;
  readonly credentials: Credentials;
  /** @default every row */
  readonly only?: readonly Row[];
  /** The address of each kind of API, without a slash at its end. @default the outputs `rest_api_url` and `http_api_url` */
  readonly urls?: Partial<Readonly<Record<Api["kind"], string>>>;
  /** The address of a disabled default endpoint. @default AWS's, of the outputs `rest_api_id` and `http_api_id` */
  readonly defaultEndpoints?: Partial<Readonly<Record<Api["kind"], string>>>;
  /** The address of each kind of API past CloudFront. @default its own name, or the default endpoint */
  readonly origins?: Partial<Readonly<Record<Api["kind"], string>>>;
  /** The caller's address as the environment sees it. @default one that nothing denies */
  readonly callerAddress?: string;
  /** The caller's country as the environment sees it, by its ISO 3166-1 code. @default one that nothing denies */
  readonly callerCountry?: string;
  /** The caller is within the VPC of a private API. @default false */
  readonly insideVpc?: boolean;
  /** Also sends requests that may change something if they succeed: POST, PUT, PATCH, DELETE. @default false */
  readonly changes?: boolean;
  /** Rotates the secrets of the header and of the database's user, once each. @default false */
  readonly rotate?: boolean;
  /** Exceeds the web ACLs' limits, after which they refuse this machine's address for some minutes. @default false */
  readonly exceedRateLimits?: boolean;
  /** The network below HTTP. @default rows that need it are not sent */
  readonly network?: Network;
  /** The AWS account of the environment. @default rows that need one are not sent */
  readonly account?: Account;
  /** @default this machine's */
  readonly clock?: Clock;
  /** Seconds after which nothing more is sent, except what has limits of its own: rotations and rate limits. @default 300 */
  readonly secondsAtMost?: number;
}

export interface Clock {
  /** In milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const machineClock: Clock = {
  now: Date.now,
  sleep: async (milliseconds) => setTimeout(milliseconds),
};
