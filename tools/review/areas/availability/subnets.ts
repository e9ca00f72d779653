import { type Estate, type Resource, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { isUpdate } from "../../settings/changed";
import { byCount } from "../../settings/names";
import { headOf } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { namedFindings } from "../../settings/setting";
import { counted } from "../../../shared/counted";

/** Where each type says in which subnets it is. */
const paths: Readonly<Record<string, string>> = {
  aws_autoscaling_group: "vpc_zone_identifier",
  aws_db_subnet_group: "subnet_ids",
  aws_lambda_function: "vpc_config.subnet_ids",
  aws_lb: "subnets",
};

/** In how many subnets, and so in how many zones, something is (AWS Well-Architected Framework, "Reliability Pillar"). */
export const subnets: Question = {
  judges: Object.fromEntries(Object.entries(paths).map(([type, path]) => [type, [headOf(path)]])),
  find: (estate) =>
    estate
      .changed(...Object.keys(paths))
      .filter(isUpdate)
      .flatMap((resource) => findingsOf(estate, resource, paths[resource.type] ?? "")),
};

function findingsOf(estate: Estate, resource: Resource, path: string): readonly Finding[] {
  return namedFindings(estate, resource, { rule: "subnets", path, part: "subnets" }, (change) => {
    const { before, after } = change;
    // A function that leaves its VPC, or comes into one, is another subject.
    if (before.length === 0 || after.length === 0) return undefined;
    const direction = byCount(change);
    const zones = new Set(estate.targets("after", resource, path).map(zoneOf));
    return {
      consequence: "downtime",
      direction,
      meaning:
        direction === "cannot tell"
          ? "It is in other subnets: compare their zones, routes and network ACLs."
          : zones.size === 1 && !zones.has(undefined)
            ? `It is in one zone alone, ${[...zones].join()}: what happens to the zone happens to it.`
            : after.length === 1
              ? "It is in one subnet alone, and so in one zone: what happens to the zone happens to it."
              : `It is in ${counted(after.length, "subnet")}: ${direction === "weaker" ? "fewer zones carry it when one fails" : "more zones carry it when one fails"}.`,
    };
  });
}

const zoneOf = (target: ReturnType<Estate["targets"]>[number]): string | undefined =>
  target.kind === "resource" ? textOf(target.resource.after, "availability_zone") : undefined;
