import { type SealedEnvironment, recordOf } from "../environment";

interface Protected {
  readonly stack: string;
  readonly address: string;
  readonly by: string;
}

/** What refuses to be destroyed, and who refuses. */
export function protectedIn({ resources }: SealedEnvironment): readonly Protected[] {
  return resources.flatMap(({ stack, address, block }) => {
    const by = [
      ...(recordOf(block["lifecycle"])["prevent_destroy"] === true ? ["Terraform (`prevent_destroy`)"] : []),
      ...(block["enable_deletion_protection"] === true || isOn(block["deletion_protection"])
        ? ["AWS (deletion protection)"]
        : []),
    ];
    return by.length === 0 ? [] : [{ stack, address, by: by.join(" and ") }];
  });
}

const isOn = (value: unknown): boolean => value === true || value === "ACTIVE";
