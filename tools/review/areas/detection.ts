import type { Area } from "../area";

export const detection: Area = { name: "detection", judges: {}, find: () => [] };
