import { headerNameFault } from "../../../../modules/edge/origin-protection/header-name";

test.each(["x-origin-verify", "x-from-edge"])("%s may carry the value", (name) => {
  expect(headerNameFault(name)).toBeUndefined();
});

test.each(["host", "via", "x-amz-origin", "x-edge-key", "x-accel-redirect", "x-forwarded-proto", "transfer-encoding"])(
  "%s is refused, since CloudFront does not add it",
  (name) => {
    expect(headerNameFault(name)).toBe(
      "give another name, such as x-origin-verify: CloudFront refuses to add this header",
    );
  },
);

test.each(["authorization", "x-api-key"])("%s is refused, since viewers send it", (name) => {
  expect(headerNameFault(name)).toBe(
    "give another name, such as x-origin-verify: viewers send this header for purposes of their own",
  );
});

test.each(["X-Origin-Verify", "", "x origin", "x_origin", "x".repeat(41)])(
  "%j is refused: AWS WAF and functions read other names",
  (name) => {
    expect(headerNameFault(name)).toBe("give 1 to 40 lower-case letters, digits and hyphens");
  },
);
