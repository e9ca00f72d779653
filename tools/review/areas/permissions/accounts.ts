import type { Access } from "../../../../analysis/policies/difference";
import { type Estate, textOf } from "../../estate";

/** The accounts that the plans have resources in, or that their providers may work in. */
export const accountsOf = ({ plans, resources }: Estate): ReadonlySet<string> =>
  new Set([
    ...plans.flatMap(({ providers }) => providers.accounts),
    ...resources.flatMap(({ before, after }) =>
      [before, after].flatMap(
        (value) => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(textOf(value, "arn") ?? "")?.[1] ?? [],
      ),
    ),
  ]);

/** Whether the access is a service's, or that of an account that the plans are of. */
export const isOwn = ({ principal }: Access, accounts: ReadonlySet<string>): boolean =>
  principal.none.length === 0 &&
  principal.all.some((union) =>
    union.every((one) => one.startsWith("direct Service ") || accounts.has(/\b\d{12}\b/.exec(one)?.[0] ?? "")),
  );

/** Whether another account has the access, and no condition says when. Nobody is another without an account that is known. */
export const isForeign = (access: Access, accounts: ReadonlySet<string>): boolean =>
  accounts.size > 0 && access.clauses.length === 0 && !isOwn(access, accounts);
