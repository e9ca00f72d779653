/** Postman's collection format v2.1.0, as far as a collection of ours needs it. */
export interface Collection {
  readonly info: { readonly name: string; readonly description: string; readonly schema: string };
  readonly item: readonly Folder[];
  readonly variable: readonly Variable[];
}

export interface Folder {
  readonly name: string;
  readonly description?: string;
  readonly item: readonly (Folder | Item)[];
}

export interface Item {
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly header: readonly { readonly key: string; readonly value: string }[];
    readonly body?: { readonly mode: "raw"; readonly raw: string };
    readonly auth: Auth;
  };
  /** Scripts that run when the answer is there. */
  readonly event: readonly {
    readonly listen: "test";
    readonly script: { readonly type: "text/javascript"; readonly exec: readonly string[] };
  }[];
}

export type Auth =
  | { readonly type: "noauth" }
  | {
      readonly type: "awsv4";
      readonly awsv4: readonly { readonly key: string; readonly value: string; readonly type: "string" }[];
    };

interface Variable {
  readonly key: string;
  readonly value: string;
  readonly type: "string";
  readonly description?: string;
}

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An item that sends a request, and runs a script on its answer. */
export function requestItem(
  name: string,
  sent: Sent,
  script: readonly string[],
  auth: Auth = { type: "noauth" },
): Item {
  const { method, url, headers, body } = sent;
  return {
    name,
    request: {
      method,
      url,
      header: Object.entries(headers).map(([key, value]) => ({ key, value })),
      ...(body !== undefined && { body: { mode: "raw", raw: body } }),
      auth,
    },
    event: script.length === 0 ? [] : [{ listen: "test", script: { type: "text/javascript", exec: script } }],
  };
}
