import type { Api } from "../apis/api";
import type { EnvironmentApis } from "../apis/environment";
import type { Account } from "./account";
import type { Row } from "./case";
import type { Clock } from "./clock";
import type { Send } from "./http";
import type { Network } from "./network";
import type { Sign } from "./sign";
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
  /** Where each kind of API is asked, without a slash at its end. @default the outputs `rest_api_url` and `http_api_url` */
  readonly urls?: Partial<Readonly<Record<Api["kind"], string>>>;
  /** Where a disabled default endpoint is asked. @default AWS's, of the outputs `rest_api_id` and `http_api_id` */
  readonly defaultEndpoints?: Partial<Readonly<Record<Api["kind"], string>>>;
  /** Where each kind of API is asked past CloudFront. @default its own name, or the default endpoint */
  readonly origins?: Partial<Readonly<Record<Api["kind"], string>>>;
  /** The address that the environment sees the caller at. @default one that nothing denies */
  readonly callerAddress?: string;
  /** The country that the environment sees the caller in, by its ISO 3166-1 code. @default one that nothing denies */
  readonly callerCountry?: string;
  /** The caller is within the VPC of a private API. @default false */
  readonly insideVpc?: boolean;
  /** Sends also what changes something when it is answered as expected: POST, PUT, PATCH, DELETE. @default false */
  readonly changes?: boolean;
  /** Rotates the secrets of the header and of the database's user, once each. @default false */
  readonly rotate?: boolean;
  /** Goes over the web ACLs' limits, after which they refuse this machine's address for some minutes. @default false */
  readonly exceedRateLimits?: boolean;
  /** What is asked below HTTP. @default such rows are not sent */
  readonly network?: Network;
  /** The AWS account of the environment. @default rows that need one are not sent */
  readonly account?: Account;
  /** @default this machine's */
  readonly clock?: Clock;
  /** After so many seconds nothing more is sent, but for what has bounds of its own: rotations and rate limits. @default 300 */
  readonly secondsAtMost?: number;
}
