import type { Estate } from "../estate";

/**
 * The AWS account in an ARN, also in one that an integration of API Gateway wraps, or in the path of a queue there. Some ARNs have
 * none, such as those of buckets.
 */
export function accountOf(text: string | undefined): string | undefined {
  const [, account, ofPath] = /arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}):|:path\/(\d{12})\//.exec(text ?? "") ?? [];
  return account ?? ofPath;
}

/** The accounts that the plans work in. */
export const ownAccounts = ({ accounts }: Estate): ReadonlySet<string> => accounts;

/** The account in a text, where it is none that the plans work in. Undefined also where no plan tells. */
export function foreignAccount(own: ReadonlySet<string>, text: string | undefined): string | undefined {
  const account = accountOf(text);
  return account === undefined || own.size === 0 || own.has(account) ? undefined : account;
}
