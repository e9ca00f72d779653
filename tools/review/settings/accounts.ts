import { type Estate, sharesIdentity, textOf } from "../estate";

/** The AWS account in an ARN. Some ARNs have none, such as those of buckets. */
export const accountOf = (arn: string | undefined): string | undefined =>
  /^arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}):/.exec(arn ?? "")?.[1];

/** The accounts that the resources of the plans are in, by their own ARNs. The ARN of an event's target is another thing's. */
export const ownAccounts = (estate: Estate): ReadonlySet<string> =>
  new Set(
    estate.resources
      .filter(({ type }) => !sharesIdentity.test(type))
      .flatMap(({ before, after }) => [before, after].flatMap((value) => accountOf(textOf(value, "arn")) ?? [])),
  );

/** The account of an ARN where none of the plans' resources is in the account. */
export function foreignAccount(own: ReadonlySet<string>, arn: string | undefined): string | undefined {
  const account = accountOf(arn);
  return account === undefined || own.size === 0 || own.has(account) ? undefined : account;
}
