import type { Area } from "../area";

export const guards: Area = { name: "guards", judges: {}, find: () => [] };
