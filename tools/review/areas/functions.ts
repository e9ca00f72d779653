import type { Area } from "../area";

export const functions: Area = { name: "functions", judges: {}, find: () => [] };
