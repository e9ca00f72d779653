import { type Estate, textOf } from "../estate";

/** The AWS account in an ARN. Some ARNs have none, such as those of buckets. */
export const accountOf = (arn: string | undefined): string | undefined =>
  /^arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}):/.exec(arn ?? "")?.[1];

/** The accounts that the resources of the plans are in, by their own ARNs. */
export const ownAccounts = (estate: Estate): ReadonlySet<string> =>
  new Set(
    estate.resources.flatMap(({ before, after }) =>
      [before, after].flatMap((value) => accountOf(textOf(value, "arn")) ?? []),
    ),
  );

/** The account of an ARN where none of the plans' resources is in the account. */
export function foreignAccount(own: ReadonlySet<string>, arn: string | undefined): string | undefined {
  const account = accountOf(arn);
  return account === undefined || own.size === 0 || own.has(account) ? undefined : account;
}
