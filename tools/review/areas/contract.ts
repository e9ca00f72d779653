import type { Area } from "../area";

export const contract: Area = { name: "contract", judges: {}, find: () => [] };
