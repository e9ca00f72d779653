import { createHash, createHmac } from "node:crypto";

import { SignatureV4 } from "@smithy/signature-v4";

import type { HttpRequest } from "./http";

/** Signs a request to an API of a Region as an IAM principal. */
export type Sign = (request: HttpRequest, region: string) => Promise<HttpRequest>;

/** An access key, or a function that returns one, such as the AWS SDK's own search. */
type AwsCredentials = ConstructorParameters<typeof SignatureV4>[0]["credentials"];

/** Signature Version 4 for API Gateway. */
export function signer(credentials: AwsCredentials): Sign {
  return async (request, region) => {
    const { protocol, hostname, host, pathname, searchParams } = new URL(request.url);
    const signature = new SignatureV4({ service: "execute-api", region, credentials, sha256: Sha256 });
    const { headers } = await signature.sign({
      method: request.method,
      protocol,
      hostname,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: { ...request.headers, host },
      body: request.body,
    });
    return { ...request, headers };
  };
}

/** Signs as a principal that AWS does not know, with the key of AWS's own examples. */
export const signWrongly: Sign = signer({
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
});

class Sha256 {
  private readonly hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = key === undefined ? createHash("sha256") : createHmac("sha256", bytes(key));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(bytes(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.hash.digest()));
  }

  reset(): void {
    throw new Error("a signature takes a new hash for each of its steps");
  }
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
