import { Estate, type Resource } from "../../estate";
import type { Finding } from "../../finding";
import { thingOf } from "../../things";
import { isSame } from "../../settings/names";
import { valueAt } from "../../settings/paths";
import { unknownAfter, withPlace } from "../../settings/setting";
import { keyOfTarget } from "./api-of";

export const mappingTypes = ["aws_api_gateway_base_path_mapping", "aws_apigatewayv2_api_mapping"] as const;

export const judgedOfMappings = ["api_id", "stage_name", "stage", "domain_name", "base_path", "api_mapping_key"];

/** Which API and stage answers at a path of a domain. */
export const mappingFindings = (estate: Estate): readonly Finding[] =>
  estate.changed(...mappingTypes).flatMap((one) => {
    const [had, has] = [mappedOf(estate, "before", one), mappedOf(estate, "after", one)];
    if (had === has) return [];
    const finding = { rule: "api-mapping", consequence: "downtime", place: one } as const;
    if (has === undefined)
      return [{ ...finding, direction: "weaker", meaning: "The API no longer answers at the domain." } as const];
    if (had === undefined)
      return [{ ...finding, direction: "stronger", meaning: "The API answers at the domain." } as const];
    if (has.includes(later))
      return [withPlace(unknownAfter("api-mapping", "API behind the domain", had), one, ...judgedOfMappings)];
    const words = { direction: "cannot tell", before: had, after: has } as const;
    const api = estate.target("after", one, "api_id");
    if (isSame(estate.target("before", one, "api_id"), api))
      return [{ ...finding, ...words, meaning: "Another stage or path answers at the domain." }];
    const whose = api.kind === "resource" ? "" : ", which no given plan has,";
    const meaning = `Another API${whose} gets the domain's calls, with their tokens and bodies, and decides whom to ask for what.`;
    return [{ ...finding, ...words, consequence: "exposure", meaning }];
  });

const later = "known after apply";

function mappedOf(estate: Estate, side: "before" | "after", one: Resource): string | undefined {
  if (one[side] === undefined) return undefined;
  const api = estate.target(side, one, "api_id");
  const stage = [valueAt(one[side], "stage_name"), valueAt(one[side], "stage")].find((value) => value !== undefined);
  const base = [valueAt(one[side], "base_path"), valueAt(one[side], "api_mapping_key")].find(
    (value) => typeof value === "string" && value !== "(none)",
  );
  const domain = estate.target(side, one, "domain_name");
  const names = [api, domain].map((target) =>
    target.kind === "resource" ? thingOf(target.resource) : (keyOfTarget(target)?.replace(/^value /, "") ?? later),
  );
  return [
    names[0],
    `stage ${typeof stage === "string" ? stage : later}`,
    `at ${names[1] ?? later}/${typeof base === "string" ? base : ""}`,
  ].join(", ");
}
