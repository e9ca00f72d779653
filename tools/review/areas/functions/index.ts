import { areaOf } from "../../settings/question";
import { aliases } from "./aliases";
import { code } from "./code";
import { codeSigning } from "./code-signing";
import { eventSources } from "./event-sources";
import { functionUrls } from "./function-urls";
import { invocations } from "./invocations";
import { layers } from "./layers";
import { limits } from "./limits";
import { roles } from "./roles";
import { supervision } from "./supervision";
import { variables } from "./variables";
import { vpcs } from "./vpcs";

/** Lambda functions: the code, what the code runs with, where the code runs, and what calls the code. */
export const functions = areaOf("functions", [
  aliases,
  code,
  codeSigning,
  eventSources,
  functionUrls,
  invocations,
  layers,
  limits,
  roles,
  supervision,
  variables,
  vpcs,
]);
