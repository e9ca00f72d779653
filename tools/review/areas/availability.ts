import type { Area } from "../area";

export const availability: Area = { name: "availability", judges: {}, find: () => [] };
