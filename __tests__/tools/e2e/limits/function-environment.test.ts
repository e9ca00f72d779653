import { withoutWaiting } from "../../../../tools/e2e/limits/function-environment";

test("the rotation of a header waits for no firewall; another function is unchanged", () => {
  const variables = { SETTLE_SECONDS: "300", LAG_SECONDS: "518400" };
  expect(withoutWaiting({ variables })).toEqual({ variables: { SETTLE_SECONDS: "0", LAG_SECONDS: "518400" } });
  const another = { variables: { HOST: "a" } };
  expect(withoutWaiting(another)).toBe(another);
});
