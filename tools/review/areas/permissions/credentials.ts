import { type Estate, type Resource, attribute, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";

/** How long a role's credentials last, and credentials that do not end by themselves. */
export const credentialFindings = (estate: Estate): readonly Finding[] => [
  ...estate.changed("aws_iam_role").flatMap(sessionOf),
  ...estate.changed("aws_iam_access_key", "aws_iam_user_login_profile").flatMap(lastingOf),
];

/** IAM User Guide, "Update the maximum session duration for a role": an hour where nothing is said. */
const usual = 3600;

function sessionOf(role: Resource): readonly Finding[] {
  if (role.before === undefined || role.after === undefined) return [];
  const [before, after] = [secondsOf(role, "before"), secondsOf(role, "after")];
  if (before === after || before === undefined || after === undefined) return [];
  return [
    {
      rule: "role-session-duration",
      consequence: "guard lost",
      direction: after > before ? "weaker" : "stronger",
      place: role,
      part: "session",
      before: `${before} s at most`,
      after: `${after} s at most`,
      meaning:
        after > before
          ? "Credentials of the role that are stolen can be used for longer."
          : "Who takes the role for longer than this is refused.",
      says: ["max_session_duration"],
    },
  ];
}

function secondsOf(role: Resource, side: "before" | "after"): number | undefined {
  const value = attribute(role[side], "max_session_duration");
  return value === unknown ? undefined : Number(value ?? usual);
}

function lastingOf(credential: Resource): readonly Finding[] {
  const [was, is] = [isUsable(credential, "before"), isUsable(credential, "after")];
  if (was === is) return [];
  return [
    {
      rule: "lasting-credential",
      consequence: "privilege gained",
      direction: is ? "weaker" : "stronger",
      place: credential,
      part: `user ${textOf(credential.after ?? credential.before, "user") ?? "(known after apply)"}`,
      before: was ? "usable" : "none",
      after: is ? "usable" : "none",
      meaning: is
        ? "The user has a credential that does not end by itself, and whoever gets hold of it is the user."
        : "Who signs in with this credential is refused from now on.",
    },
  ];
}

const isUsable = (credential: Resource, side: "before" | "after"): boolean =>
  credential[side] !== undefined && textOf(credential[side], "status") !== "Inactive";
