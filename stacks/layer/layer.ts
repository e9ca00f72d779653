/** The layers in the order in which they are deployed; `state` is the bucket that keeps the others' states. */
export const layers = ["state", "network", "identity", "compute", "edge"] as const;

export type Layer = (typeof layers)[number];
