import { reviewOf } from "../../../tools/review/review";
import { replacedPlans } from "../../support/replaced-plans";

/** What a replacement means whatever its reason: what is lost with the old one, and what is away meanwhile. */
const ofReplacement = new Set([
  "replaced",
  "api-deployment",
  "api-key-ends",
  "api-policy-pending",
  "data-deleted",
  "data-kept",
  "function-invocation",
  "function-version",
  "nat-address",
  "network-acl-egress-moment",
  "network-acl-ingress-moment",
  "security-group-egress-moment",
  "security-group-ingress-moment",
  "security-group-replaced",
  "user-pool-client-id",
]);

test("a resource of the product that is replaced for its description is known, and nothing else of it is weaker", () => {
  const found = replacedPlans().flatMap((plan) =>
    reviewOf([plan])
      .findings.filter(({ rule }) => !ofReplacement.has(rule))
      .map(({ address, rule, consequence, direction, part = "" }) =>
        [plan.layer, address, rule, consequence, direction, part].join(", "),
      ),
  );
  expect(found).toEqual([]);
});
