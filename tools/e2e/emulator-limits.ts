import type { Limit } from "./limits/limit";

/**
 * What the emulators cannot do, measured: the only things that `npm run e2e` takes out of its copy of the product, or
 * tolerates in a second plan. A line that nothing needs any longer fails the run.
 */
export const emulatorLimits: readonly Limit[] = [];
