import type { Area } from "../area";

export const apis: Area = { name: "apis", judges: {}, find: () => [] };
