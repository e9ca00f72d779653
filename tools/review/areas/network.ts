import type { Area } from "../area";

export const network: Area = { name: "network", judges: {}, find: () => [] };
