import { type Estate, type Resource, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { accountOf } from "../../settings/accounts";
import { isUpdate } from "../../settings/changed";
import type { Question } from "../../settings/question";
import { namedFindings } from "../../settings/setting";
import { listed } from "../../settings/words";
import { accountOfFunction } from "./accounts";

const type = "aws_lambda_function";

/**
 * Code that is laid beside the function's own, and runs with the function's role. A layer may be of any account that permits its
 * use (AWS Lambda Developer Guide, "Adding layers to functions"; AWS Lambda API Reference, `AddLayerVersionPermission`).
 */
export const layers: Question = {
  judges: { [type]: ["layers"] },
  find: (estate) =>
    estate
      .changed(type)
      .filter((resource) => resource.action === "create" || isUpdate(resource))
      .flatMap((resource) => layerFindings(estate, resource)),
};

function layerFindings(estate: Estate, resource: Resource): readonly Finding[] {
  const about = { rule: "function-layers", path: "layers", part: "layers" };
  const own = accountOfFunction(estate, resource);
  const [had, has] = [textsOf(resource.before, "layers"), textsOf(resource.after, "layers")];
  const [added, gone] = [has.filter((one) => !had.includes(one)), had.filter((one) => !has.includes(one))];
  const [coming, going] = [added, gone].map((all) => all.filter((one) => isForeign(one, own)));
  if (resource.before === undefined && !coming?.length) return [];
  return namedFindings(estate, resource, about, () => {
    const foreign = accountsOf(coming?.length ? coming : (going ?? []));
    if (foreign.length > 0) {
      const isCertain = own !== undefined && !(coming?.length && going?.length);
      return {
        consequence: "privilege gained",
        direction: !isCertain ? "cannot tell" : coming?.length ? "weaker" : "stronger",
        meaning: coming?.length
          ? `Code of ${listed(foreign)} runs with the function's role, and a plan does not have the code.`
          : `Code of ${listed(foreign)} no longer runs with the function's role.`,
      };
    }
    const isOfAws = added.length > 0 && added.every((one) => publishers.has(accountOf(one) ?? ""));
    return {
      consequence: "other",
      direction: has.length > 0 && !isOfAws ? "cannot tell" : "neutral",
      meaning: isOfAws
        ? "Code that AWS publishes runs with the function's role."
        : "Other code runs with the function's role, and a plan does not have the code.",
    };
  });
}

/**
 * Accounts in which AWS publishes layers (Powertools for AWS Lambda, Python and TypeScript, "Lambda layers"; Amazon CloudWatch User
 * Guide, "Available versions of the Lambda Insights extension"). AWS has others, in single regions.
 */
const publishers: ReadonlySet<string> = new Set(["017000801446", "094274105915", "580247275435"]);

/** Without the function's own account, a layer with an account may be of another one. */
function isForeign(layer: string, own: string | undefined): boolean {
  const account = accountOf(layer);
  return account !== undefined && account !== own && !publishers.has(account);
}

const accountsOf = (all: readonly string[]): readonly string[] =>
  [...new Set(all.map((one) => `account ${accountOf(one) ?? ""}`))].sort();
