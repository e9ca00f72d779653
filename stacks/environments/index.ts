import { demo } from "./demo";
import { lab } from "./lab";
import { prod } from "./prod";
import type { EnvironmentRecord } from "./schema/environment";

/** Every environment by its name, which begins the name of all that it has. To add one: copy a file, add a line. */
export const environments: Readonly<Record<string, EnvironmentRecord>> = { demo, lab, prod };
