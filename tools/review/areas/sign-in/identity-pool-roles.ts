import { type Estate, type Resource, attribute } from "../../estate";
import type { Finding } from "../../finding";
import { isObject, unknown } from "../../plan/normal";
import { accountOf, foreignAccount } from "../../settings/accounts";
import { changedNames } from "../../settings/maps";
import type { Value } from "../../settings/paths";
import { type Question, judgesOf } from "../../settings/question";
import { sidesOf, unknownAfter, withPlace } from "../../settings/setting";
import { wordsOf } from "../../settings/words";

/** The roles that a pool gives its users and its guests (Amazon Cognito Identity API reference, "SetIdentityPoolRoles"). */
export const identityPoolRoles: Question = {
  judges: judgesOf([
    {
      types: ["aws_cognito_identity_pool_roles_attachment"],
      paths: ["roles", "role_mapping", "identity_pool_id"],
    },
  ]),
  find: (estate) =>
    estate.changed("aws_cognito_identity_pool_roles_attachment").flatMap((one) => roleFindings(estate, one)),
};

function roleFindings(estate: Estate, one: Resource): readonly Finding[] {
  return ["roles", "role_mapping"].flatMap((path) => {
    const [before, after] = sidesOf(one, path);
    const rule = "identity-pool-roles";
    if (after === unknown) return [withPlace(unknownAfter(rule, "the roles of the pool"), one, path)];
    return changedNames(before, after).map((name) => {
      const [had, has] = [before, after].map((all) => (isObject(all) ? attribute(all, name) : all));
      const account = foreignAccount(estate.accounts, wordsOf(has));
      const finding = {
        rule,
        consequence: "privilege gained",
        direction: had === undefined ? "weaker" : has === undefined ? "stronger" : "cannot tell",
        part: path === "roles" ? `role of ${name} users` : "roles by a user's claims",
        ...(path === "roles" && { before: roleOf(had), after: roleOf(has) }),
        meaning:
          has === undefined
            ? "These users get no credentials of this role any more."
            : `These users may do what the role may${account === undefined ? "" : `, in the account ${account}`}: read its policies.`,
      } as const;
      return withPlace(finding, one, path);
    });
  });
}

const roleOf = (value: Value): string => {
  const text = wordsOf(value);
  return accountOf(text) === undefined ? text : text.replace(/^arn:.*:role\//, "role ");
};
