import type { Preset } from "./preset";
import { productionDatabase, productionFleet } from "./compute";

/**
 * Private, redundant, logged and alarmed: every secure default, which the schema has, at the size of production. An
 * environment adds its owner, its state, its topic for alarms and its domain.
 */
export const production: Preset = {
  always: {
    network: { zones: 3, nat: "per-az", endpoints: true },
    compute: { fleet: productionFleet },
  },
  whereSwitchedOn: { compute: { database: productionDatabase } },
};
