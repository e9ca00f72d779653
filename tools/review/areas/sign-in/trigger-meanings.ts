import type { Target } from "../../estate";
import type { Finding } from "../../finding";
import { accountOf } from "../../settings/accounts";

/** What encrypts the codes that a function sends stands among the functions (API reference, "LambdaConfigType", `KMSKeyID`). */
export const keyName = "kms_key_id";

export type Meaning = Pick<Finding, "consequence" | "direction" | "meaning">;

/** What it means that a pool calls another function, or one more. */
export function meaningOf(
  name: string,
  had: Target,
  has: Target,
  accounts: Readonly<Record<"had" | "has", string | undefined>>,
): Meaning {
  const guard = { consequence: "guard lost" } as const;
  if (name === keyName)
    return { ...guard, direction: "cannot tell", meaning: "Codes are encrypted with another key, or with none." };
  if (has.kind === "none")
    return {
      ...guard,
      direction: "weaker",
      meaning: "Cognito no longer asks this function, which may have refused sign-ins or written tokens.",
    };
  const [was, is] = [had, has].map((one) => (one.kind === "value" ? accountOf(one.value) : undefined));
  const isMoved = was !== undefined && is !== undefined && was !== is;
  if (accounts.has !== undefined || (isMoved && accounts.had === undefined))
    return {
      consequence: "exposure",
      direction: accounts.has !== undefined && accounts.had === undefined ? "weaker" : "cannot tell",
      meaning: `A function of another account${accounts.has === undefined ? "" : `, ${accounts.has},`} takes part in sign-ins: it sees the users, and its answer may let somebody in.`,
    };
  if (had.kind !== "none")
    return {
      ...guard,
      direction: "cannot tell",
      meaning: "Another function takes part in a sign-in: read what it does.",
    };
  if (has.kind !== "resource")
    return {
      ...guard,
      direction: "cannot tell",
      meaning:
        "Cognito asks this function, which no given plan has: it sees the users, and its answer may let somebody in.",
    };
  // API reference, "LambdaConfigType": the others confirm users, write tokens, see a password or a code, or end a challenge.
  return name === "pre_authentication"
    ? { ...guard, direction: "stronger", meaning: "Cognito asks this function before a sign-in, which it can refuse." }
    : {
        ...guard,
        direction: "cannot tell",
        meaning:
          "Cognito asks this function in a sign-in: read whom it lets in, and what it does with the users' data.",
      };
}
