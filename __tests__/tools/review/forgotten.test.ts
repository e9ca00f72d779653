import { reviewOf } from "../../../tools/review/review";
import { slicedStacks } from "../../support/plan-slices";

test("whatever leaves Terraform's care is forgotten, and no area takes the resource for deleted", () => {
  const found = slicedStacks().flatMap(({ plan }) => {
    const still = plan();
    return still.resources
      .filter(({ mode, before }) => mode === "managed" && before !== undefined)
      .flatMap((one) => {
        const resources = still.resources.map((each) =>
          each === one ? { ...one, action: "forget" as const, after: undefined } : each,
        );
        const lines = reviewOf([{ ...still, resources } as typeof still]).findings.map(
          ({ rule, direction, after }) => `${rule}, ${direction}: ${after ?? ""}`,
        );
        return lines.join() === "leaves-terraform, weaker: forgotten" ? [] : [[one.address, ...lines]];
      });
  });
  expect(found).toEqual([]);
});
