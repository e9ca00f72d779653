import type { Estate, Resource } from "../../estate";
import type { Finding } from "../../finding";
import { isAdopted } from "../../settings/changed";
import type { Question } from "../../settings/question";

/**
 * What Terraform does to its own records and not to the resource: it forgets, moves or imports one (Terraform documentation,
 * "Refactoring", "Remove a resource from state", "Import").
 */
export const care: Question = {
  judges: {},
  find: (estate) => [
    ...estate.resources.flatMap((resource) => [...leaving(resource), ...arriving(resource)]),
    ...estate.resources.filter(isAdopted).flatMap((resource) => adopted(estate, resource)),
  ],
};

function leaving(resource: Resource): readonly Finding[] {
  if (resource.action === "forget") {
    return [
      {
        rule: "leaves-terraform",
        consequence: "guard lost",
        direction: "weaker",
        place: resource,
        before: "managed",
        after: "forgotten",
        meaning:
          "It leaves Terraform's care and goes on existing: nobody manages it, and no plan shows what changes in it.",
      },
    ];
  }
  if (resource.action === "create and forget") {
    return [
      {
        rule: "leaves-terraform",
        consequence: "guard lost",
        direction: "weaker",
        place: resource,
        before: "managed",
        after: "forgotten, with a new one beside it",
        meaning:
          "A new one is made, and the old one leaves Terraform's care and goes on existing: nobody manages the old one.",
        says: [],
      },
    ];
  }
  if (resource.deposed === undefined || resource.action !== "delete") return [];
  return [
    {
      rule: "deposed-object",
      besides: "",
      consequence: "other",
      direction: "neutral",
      place: resource,
      part: "what a replacement left behind",
      meaning:
        "An earlier replacement made the new one and did not destroy the old one: this apply destroys the old one.",
    },
  ];
}

/**
 * What each VPC has by default, and Terraform holds in a certain state or no longer holds. AWS then keeps the last rules
 * (Terraform AWS provider, `aws_default_security_group`, "Removing aws_default_security_group From Your Configuration").
 */
function adopted(estate: Estate, resource: Resource): readonly Finding[] {
  const { action, isFirst } = resource;
  const isLeft = action === "delete";
  if (!isLeft && (action !== "create" || isFirst)) return [];
  const vpc = estate.target(isLeft ? "before" : "after", resource, "vpc_id");
  if (vpc.kind === "resource" && vpc.resource.action === action) return [];
  const [was, is] = isLeft ? ["managed", "forgotten"] : ["not managed", "managed"];
  return [
    {
      rule: "leaves-terraform",
      consequence: "guard lost",
      direction: isLeft ? "weaker" : "stronger",
      place: resource,
      before: was,
      after: is,
      meaning: isLeft
        ? "AWS keeps it with its last rules, and Terraform no longer takes away what somebody adds."
        : "Terraform holds it at the rules of the configuration from now on.",
    },
  ];
}

function arriving(resource: Resource): readonly Finding[] {
  const { previousAddress, imported, address, changes, action } = resource;
  // Whatever else changes is for others to say.
  const says = changes.length === 0 && action === "no-op" ? {} : { says: [] };
  return [
    ...(previousAddress === undefined
      ? []
      : [
          {
            rule: "moved",
            consequence: "other" as const,
            direction: "neutral" as const,
            place: resource,
            before: previousAddress,
            after: address,
            meaning: "It has another address in Terraform; nothing is destroyed by the move.",
            ...says,
          },
        ]),
    ...(imported
      ? [
          {
            rule: "imported",
            consequence: "other" as const,
            direction: "neutral" as const,
            place: resource,
            before: "not managed",
            after: "managed",
            meaning:
              "It exists already and comes into Terraform's care: from now on Terraform changes it to what the configuration says.",
            ...says,
          },
        ]
      : []),
  ];
}
