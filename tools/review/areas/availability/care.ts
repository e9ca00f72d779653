import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import type { Question } from "../../settings/question";

/**
 * What Terraform does to its own records and not to the resource: it forgets, moves or imports one (Terraform documentation,
 * "Refactoring", "Remove a resource from state", "Import").
 */
export const care: Question = {
  judges: {},
  find: (estate) => estate.resources.flatMap((resource) => [...leaving(resource), ...arriving(resource)]),
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
