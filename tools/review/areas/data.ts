import type { Area } from "../area";

export const data: Area = { name: "data", judges: {}, find: () => [] };
