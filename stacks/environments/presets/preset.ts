import type { Partially, Settings } from "../schema/environment";

/** What a record leaves out. */
export interface Preset {
  readonly always: Partially<Settings>;
  /**
   * By layer and group: what a group has that is off unless a record has it, such as `edge.restApi`; of `edge.cloudFront`
   * also by endpoint, such as `edge.cloudFront.httpApi`.
   */
  readonly whereSwitchedOn: Partially<Pick<Settings, "compute" | "edge" | "identity" | "network">>;
}
