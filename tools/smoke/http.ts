export interface HttpRequest {
  readonly method: string;
  /** The host in it is the one that the API is asked as, and that a signature is of. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether the caller shows its client certificate, where the name asks for one. */
  readonly clientCertificate: boolean;
  /** How long an answer may take. @default 10 */
  readonly secondsAtMost?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request, wherever its URL is to be found. Rejects, with a `code` where there is one, when nobody answers. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;
