import { DeleteObjectCommand, ListObjectVersionsCommand } from "@aws-sdk/client-s3";

import type { LayerCopy } from "../layer-copy";
import { bodiesByAddress } from "../limits/configuration";
import { means } from "../limits/limit";
import { limitsOf, useLimit } from "../limits/use";
import type { Part } from "../report";
import type { Run } from "../run";
import type { Site } from "../site";

/** Deletes the delete markers of the layer's buckets that the emulator could not empty with them. */
export async function deleteMarkers(run: Run, part: Part, layer: LayerCopy, site: Site): Promise<void> {
  const { s3 } = site.api;
  const limits = limitsOf(run, site, "cannot empty");
  for (const [address, { bucket: Bucket }] of bodiesByAddress(layer.configuration())) {
    const limit = limits.find((one) => means(one, address));
    if (limit === undefined || typeof Bucket !== "string") continue;
    const { DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    for (const { Key, VersionId } of DeleteMarkers) await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    if (DeleteMarkers.length > 0)
      useLimit(run, part, limit, `${DeleteMarkers.length} delete markers of ${Bucket} are deleted`);
  }
}
