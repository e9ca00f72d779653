import type { Area } from "../area";

export const signIn: Area = { name: "sign-in", judges: {}, find: () => [] };
