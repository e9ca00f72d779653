import { isWithin } from "./address";

interface Statement {
  readonly Effect?: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

type Condition = NonNullable<Statement["Condition"]>;

/** The conditions of the statements that deny by the caller's address and by nothing else. */
function denialsByAddress(policy: readonly unknown[]): Condition[] {
  return (policy as readonly Statement[]).flatMap(({ Effect, Condition }) =>
    Effect === "Deny" && Condition !== undefined && Object.entries(Condition).every(isByAddress) ? [Condition] : [],
  );
}

const isByAddress = ([operator, keys]: [string, Readonly<Record<string, unknown>>]): boolean =>
  (operator === "IpAddress" || operator === "NotIpAddress") &&
  Object.keys(keys).every((key) => key.toLowerCase() === "aws:sourceip");

/** The denied addresses in words; undefined where no address is denied. */
export function deniedInWords(policy: readonly unknown[]): string | undefined {
  const words = denialsByAddress(policy).flatMap((condition) =>
    Object.entries(condition).map(([operator, keys]) => {
      const ranges = Object.values(keys).flat().join(", ");
      return operator === "IpAddress" ? ranges : `all but ${ranges}`;
    }),
  );
  return words.length === 0 ? undefined : words.join("; ");
}

/** Whether a resource policy denies a caller's address. */
export function deniesAddress(policy: readonly unknown[], address: string): boolean {
  return denialsByAddress(policy).some((condition) =>
    Object.entries(condition).every(([operator, keys]) => {
      const within = Object.values(keys)
        .flat()
        .some((range) => isWithin(address, range));
      return operator === "IpAddress" ? within : !within;
    }),
  );
}
