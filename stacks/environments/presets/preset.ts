import type { Partially, Settings } from "../schema/environment";

/** The settings that a record may leave out. */
export interface Preset {
  readonly always: Partially<Settings>;
  /**
   * By layer and group: the settings of a group that is off unless a record has it, such as `edge.restApi`. Of
   * `edge.cloudFront` also by endpoint, such as `edge.cloudFront.httpApi`.
   */
  readonly whereSwitchedOn: Partially<Pick<Settings, "compute" | "edge" | "identity" | "network">>;
}
