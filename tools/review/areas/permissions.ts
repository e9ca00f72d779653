import type { Area } from "../area";

export const permissions: Area = { name: "permissions", judges: {}, find: () => [] };
