import {
  DescribeKeyValueStoreCommand,
  GetKeyCommand,
  PutKeyCommand,
  ResourceNotFoundException,
  type CloudFrontKeyValueStoreClient,
} from "@aws-sdk/client-cloudfront-keyvaluestore";
// Registers SigV4a with the client, without native code. Requests signed by it are valid in every region.
import "@aws-sdk/signature-v4a";
import type { SentValue } from "./ports";
import { unlessChanged } from "./unless-changed";

/** The key that a CloudFront function reads the header's value from. */
export function keyValueStore(
  client: Pick<CloudFrontKeyValueStoreClient, "send">,
  { arn: KvsARN, key: Key }: { readonly arn: string; readonly key: string },
): SentValue {
  const describe = () => client.send(new DescribeKeyValueStoreCommand({ KvsARN }));
  const get = async () => {
    try {
      return (await client.send(new GetKeyCommand({ KvsARN, Key }))).Value;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  };
  return {
    read: async () => {
      // The value first: if another call puts a value in between, `since` is the later time, and no old value is dropped
      // too early.
      const value = await get();
      const { LastModified } = await describe();
      return { values: [value], since: LastModified?.getTime() };
    },
    put: (Value) =>
      unlessChanged(async () => {
        const { ETag: IfMatch } = await describe();
        if ((await get()) !== Value) await client.send(new PutKeyCommand({ KvsARN, Key, Value, IfMatch }));
      }),
    // The API does not report how far a key has spread. The bound on the lag covers that.
    isDeployed: async () => ["READY", undefined].includes((await describe()).Status),
  };
}
