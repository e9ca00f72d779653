import {
  GetDistributionCommand,
  UpdateDistributionCommand,
  type CloudFrontClient,
  type Origin,
} from "@aws-sdk/client-cloudfront";
import { RotationFault } from "./fault";
import type { SentValue } from "./ports";
import { unlessChanged } from "./unless-changed";

export interface DistributionHeader {
  readonly distributionId: string;
  /** The distribution's origins that get the header. */
  readonly originIds: readonly string[];
  readonly headerName: string;
}

/** Parses `<distribution's id>/<origin's id>`, with commas between them, into the origins of each distribution. */
export function originsByDistribution(places: string): ReadonlyMap<string, readonly string[]> {
  const origins = new Map<string, string[]>();
  for (const place of places.split(",")) {
    const [distributionId = "", originId = ""] = place.split("/");
    origins.set(distributionId, [...(origins.get(distributionId) ?? []), originId]);
  }
  return origins;
}

/**
 * The custom header that a distribution sends to some of its origins. The rest of the distribution stays as it is. One
 * update sets the value on all of these origins: there is one deployment to wait for.
 */
export function distributionHeader(
  client: Pick<CloudFrontClient, "send">,
  { distributionId: Id, originIds, headerName }: DistributionHeader,
): SentValue {
  const get = async () => {
    const { Distribution, ETag } = await client.send(new GetDistributionCommand({ Id }));
    const config = Distribution?.DistributionConfig;
    const all = config?.Origins?.Items ?? [];
    const missing = originIds.filter((originId) => !all.some(({ Id }) => Id === originId));
    if (config === undefined || missing.length > 0)
      throw new RotationFault(`distribution ${Id} has no origin ${missing.join(", ")}`);
    const asking = all.filter((origin) => originIds.includes(String(origin.Id)));
    return { config, all, asking, ETag, status: Distribution?.Status, since: Distribution?.LastModifiedTime };
  };
  const isNamed = (name: string | undefined) => name?.toLowerCase() === headerName.toLowerCase();
  const valueOf = (origin: Origin) => headersOf(origin).find(({ HeaderName }) => isNamed(HeaderName))?.HeaderValue;
  const having = (origin: Origin, HeaderValue: string): Origin => {
    const others = headersOf(origin).filter(({ HeaderName }) => !isNamed(HeaderName));
    const Items = [...others, { HeaderName: headerName, HeaderValue }];
    return { ...origin, CustomHeaders: { Quantity: Items.length, Items } };
  };
  return {
    read: async () => {
      const { asking, since } = await get();
      return { values: asking.map(valueOf), since: since?.getTime() };
    },
    put: (value) =>
      unlessChanged(async () => {
        const { config, all, asking, ETag } = await get();
        if (asking.every((origin) => valueOf(origin) === value)) return;
        const Items = all.map((origin) => (asking.includes(origin) ? having(origin, value) : origin));
        await client.send(
          new UpdateDistributionCommand({
            Id,
            IfMatch: ETag,
            DistributionConfig: { ...config, Origins: { Quantity: Items.length, Items } },
          }),
        );
      }),
    isDeployed: async () => (await get()).status === "Deployed",
  };
}

const headersOf = ({ CustomHeaders }: Origin) => CustomHeaders?.Items ?? [];
