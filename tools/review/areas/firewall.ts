import type { Area } from "../area";

export const firewall: Area = { name: "firewall", judges: {}, find: () => [] };
