import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";

import { ToolError } from "../../shared/errors";
import type { LayerCopy } from "../layer-copy";
import { expectEqual, type Part } from "../report";
import type { Site } from "../site";

/** Where states are in a bucket: each layer's is there, no lock is left, and a lock that somebody else has is heeded. */
export async function checkStateLock(part: Part, layers: readonly LayerCopy[], { api }: Site): Promise<void> {
  const places = layers.flatMap((layer) => {
    const backend = layer.configuration().terraform?.backend?.["s3"];
    return backend === undefined ? [] : [{ layer, bucket: String(backend["bucket"]), key: String(backend["key"]) }];
  });
  const [first] = places;
  if (first === undefined) return;
  const { layer, bucket, key } = first;
  await part.check("the bucket has the states of the layers, and no lock is left", async () => {
    const { Contents = [] } = await api.s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    expectEqual("what the bucket has", Contents.map(({ Key }) => Key).sort(), places.map((place) => place.key).sort());
    return undefined;
  });
  await part.check(`a lock that somebody else holds on ${layer.name} stops the plan`, async () => {
    const lock = { Bucket: bucket, Key: `${key}.tflock` };
    const id = "0b8a5d6e-1c1f-4d53-9a31-6a1d3d7a5c10";
    const info = {
      ID: id,
      Operation: "OperationTypeApply",
      Who: "somebody@elsewhere",
      Created: "2026-01-01T00:00:00Z",
    };
    await api.s3.send(new PutObjectCommand({ ...lock, Body: JSON.stringify(info) }));
    try {
      const said = await layer.refusalToDestroy();
      if (!said?.includes("Error acquiring the state lock") || !said.includes(id)) {
        throw new ToolError(`terraform ignored the lock:\n${said ?? "the plan went through"}`);
      }
    } finally {
      await api.s3.send(new DeleteObjectCommand(lock));
    }
    return undefined;
  });
}
