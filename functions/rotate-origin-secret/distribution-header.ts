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
  readonly originId: string;
  readonly headerName: string;
}

/** The custom header that a distribution sends to one of its origins: all else of the distribution stays as it is. */
export function distributionHeader(
  client: Pick<CloudFrontClient, "send">,
  { distributionId: Id, originId, headerName }: DistributionHeader,
): SentValue {
  const get = async () => {
    const { Distribution, ETag } = await client.send(new GetDistributionCommand({ Id }));
    const config = Distribution?.DistributionConfig;
    const origin = config?.Origins?.Items?.find((one) => one.Id === originId);
    if (config === undefined || origin === undefined)
      throw new RotationFault(`distribution ${Id} has no origin ${originId}`);
    const value = headersOf(origin).find(({ HeaderName }) => isNamed(HeaderName))?.HeaderValue;
    return { config, origin, value, ETag, status: Distribution?.Status, since: Distribution?.LastModifiedTime };
  };
  const isNamed = (name: string | undefined) => name?.toLowerCase() === headerName.toLowerCase();
  return {
    read: async () => {
      const { value, since } = await get();
      return { values: [value], since: since?.getTime() };
    },
    put: (HeaderValue) =>
      unlessChanged(async () => {
        const { config, origin, value, ETag } = await get();
        if (value === HeaderValue) return;
        const others = headersOf(origin).filter(({ HeaderName }) => !isNamed(HeaderName));
        const Items = [...others, { HeaderName: headerName, HeaderValue }];
        const changed = { ...origin, CustomHeaders: { Quantity: Items.length, Items } };
        const origins = (config.Origins?.Items ?? []).map((one) => (one === origin ? changed : one));
        await client.send(
          new UpdateDistributionCommand({
            Id,
            IfMatch: ETag,
            DistributionConfig: { ...config, Origins: { Quantity: origins.length, Items: origins } },
          }),
        );
      }),
    isDeployed: async () => (await get()).status === "Deployed",
  };
}

const headersOf = ({ CustomHeaders }: Origin) => CustomHeaders?.Items ?? [];
