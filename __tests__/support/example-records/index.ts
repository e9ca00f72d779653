import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { demo } from "./demo";
import { lab } from "./lab";
import { prod } from "./prod";

/**
 * The environments that the product comes with, as the tests know them. Those of `stacks/environments` belong to whoever
 * deploys them: no test but the controls and the ledger reads those.
 */
export const environments: Readonly<Record<string, EnvironmentRecord>> = { demo, lab, prod };
