export interface HttpRequest {
  readonly method: string;
  /** Its host is the name that the API is asked by, and that a signature covers. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether the caller shows its client certificate, if the server asks for one. */
  readonly clientCertificate: boolean;
  /** How many seconds an answer may take. @default 10 */
  readonly secondsAtMost?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request. Rejects if nobody answers, with a `code` where there is one. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;
