import { blocksOf, Estate, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { judgedMembers } from "../../settings/members";
import { withPlace } from "../../settings/setting";
import { isThere } from "./whole";

export const judgedOfResourceServers = ["scope", "identifier", "user_pool_id"];

/** The scopes that clients can ask for and routes can ask of a token. */
export const resourceServerFindings = (estate: Estate): readonly Finding[] =>
  estate.changed("aws_cognito_resource_server").flatMap((one) => {
    const names = (side: "before" | "after"): readonly string[] => {
      const identifier = textOf(one[side], "identifier") ?? "";
      return blocksOf(one[side], "scope").map((scope) => `${identifier}/${textOf(scope, "scope_name") ?? ""}`);
    };
    const found = judgedMembers(
      {
        rule: "resource-server-scopes",
        consequence: "contract",
        part: "scopes",
        more: "stronger",
        added: "Clients may be given this scope.",
        removed: "Apps that ask for this scope get an error, and routes that ask for it of a token are closed.",
      },
      names("before"),
      names("after"),
    );
    return isThere(one)
      ? found.map((finding) => withPlace(finding, one, "scope", "identifier", "scope_identifiers"))
      : found.map((finding) => ({ ...finding, place: one }));
  });
