import type { TerraformJson } from "../support/synthesize";

/** The addresses of a stack's resources, sorted. */
export function addressesOf({ resource }: TerraformJson): string[] {
  return Object.entries(resource)
    .flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`))
    .sort();
}

/** What a change of addresses does to what is deployed, in words for whoever made it; nothing where none changed. */
export function changesToLedger(stack: string, ledger: readonly string[], addresses: readonly string[]): string[] {
  const gone = ledger.filter((address) => !addresses.includes(address));
  const made = addresses.filter((address) => !ledger.includes(address));
  if (gone.length === 0 && made.length === 0) return [];
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [title, ...items.map((item) => `  ${item}`)];
  const moved =
    gone.length > 0 && made.length > 0
      ? [
          'If one is the other under a new name, say so with moveFromId("<old address>"), so that Terraform moves it in the state.',
        ]
      : [];
  return [
    [
      `${stack} has other addresses than its ledger, __tests__/ledger/addresses/${stack}.txt.`,
      ...list("A deploy would destroy:", gone),
      ...list("A deploy would create:", made),
      ...moved,
      `${moved.length > 0 ? "Then, or if" : "If"} it is meant: UPDATE_LEDGER=1 npx jest __tests__/ledger`,
    ].join("\n"),
  ];
}
