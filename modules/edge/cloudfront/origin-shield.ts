/** Regions that have Origin Shield (CloudFront Developer Guide, "Choosing the AWS Region for Origin Shield"). */
export const originShieldRegions = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-2",
] as const;

export type OriginShieldRegion = (typeof originShieldRegions)[number];

/** The region that AWS recommends for an origin in a region without one: the table of the same section. */
const nearest: ReadonlyMap<string, OriginShieldRegion> = new Map([
  ["af-south-1", "eu-west-1"],
  ["ap-east-1", "ap-southeast-1"],
  ["ca-central-1", "us-east-1"],
  ["eu-north-1", "eu-west-2"],
  ["eu-south-1", "eu-central-1"],
  ["eu-west-3", "eu-west-2"],
  ["me-south-1", "ap-south-1"],
  ["us-west-1", "us-west-2"],
]);

/** Returns the region of Origin Shield that is nearest to an origin; undefined where AWS's table has none. */
export function nearestOriginShieldRegion(originRegion: string): OriginShieldRegion | undefined {
  return originShieldRegions.find((region) => region === originRegion) ?? nearest.get(originRegion);
}
