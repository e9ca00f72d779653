import { areaOf } from "../../settings/question";
import { care } from "./care";
import { databases } from "./databases";
import { replacements } from "./replacements";
import { services } from "./services";
import { sizes } from "./sizes";
import { subnets } from "./subnets";
import { targetGroups } from "./target-groups";

/** What is away during the apply or after it, what leaves Terraform's care, and how much there is of what serves. */
export const availability = areaOf("availability", [
  care,
  databases,
  replacements,
  services,
  sizes,
  subnets,
  targetGroups,
]);
