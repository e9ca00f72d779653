/** The layers in the order in which they are deployed; `state` is the bucket that keeps the others' states. */
export type Layer = "state" | "network" | "identity" | "compute" | "edge";
