import { nearestOriginShieldRegion, originShieldRegions } from "../../../../modules/edge/cloudfront/origin-shield";

test("an origin in a region that has Origin Shield uses that region", () => {
  expect(originShieldRegions.map(nearestOriginShieldRegion)).toEqual(originShieldRegions);
});

test.each([
  ["us-west-1", "us-west-2"],
  ["af-south-1", "eu-west-1"],
  ["ap-east-1", "ap-southeast-1"],
  ["ca-central-1", "us-east-1"],
  ["eu-south-1", "eu-central-1"],
  ["eu-west-3", "eu-west-2"],
  ["eu-north-1", "eu-west-2"],
  ["me-south-1", "ap-south-1"],
])("an origin in %s, a region without Origin Shield, uses %s", (origin, shield) => {
  expect(nearestOriginShieldRegion(origin)).toBe(shield);
});

test.each(["il-central-1", "mars-north-1", "constructor"])(
  "%s, which is not in AWS's table, has no Origin Shield region",
  (region) => {
    expect(nearestOriginShieldRegion(region)).toBeUndefined();
  },
);
