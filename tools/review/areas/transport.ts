import type { Area } from "../area";

export const transport: Area = { name: "transport", judges: {}, find: () => [] };
