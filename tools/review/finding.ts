import type { Place } from "./estate";

/** What a change does, the worst first: the order of a page. */
export const consequences = [
  "data loss",
  "exposure",
  "guard lost",
  "privilege gained",
  "downtime",
  "contract",
  "not reviewable",
  "other",
] as const;
export type Consequence = (typeof consequences)[number];

/** Whether the change makes the environment weaker. `cannot tell` counts as weaker. */
export type Direction = "weaker" | "stronger" | "neutral" | "cannot tell";

/** Whether a change makes the environment weaker, or may. */
export const isWeaker = ({ direction }: { readonly direction: Direction }): boolean =>
  direction === "weaker" || direction === "cannot tell";

/** What an area finds about one resource. Its texts are data of the plan's author: only a page makes them harmless. */
export interface Finding {
  /** What was judged, in kebab case, such as `waf-rule-action`. The id stays as it is: users compare findings by the id. */
  readonly rule: string;
  /**
   * The class of what is at stake, also where the change is for the better: `guard lost` and `stronger` is a guard that is
   * added.
   */
  readonly consequence: Consequence;
  readonly direction: Direction;
  /** The resource or output that changes, or that a changed resource works upon. */
  readonly place: Place;
  /** The part of the resource, in AWS's words: `rule rate-limit`, `tcp 443`. Absent where the whole resource is meant. */
  readonly part?: string;
  /** What it is before and after, in words: `block (429)`, `count`. Absent where only a sentence says it. */
  readonly before?: string;
  readonly after?: string;
  /** What the change means for whoever runs or uses the environment: one sentence, with a full stop. */
  readonly meaning: string;
  /**
   * The path of the setting that decides, such as `edge.waf.rateLimit`.
   * @default looked up by the resource and the changed attribute
   */
  readonly setting?: string;
  /**
   * The paths of the changes that the finding says, as `LeafChange.path` has them. A path stands for all that is under the
   * path. What no finding says is listed as a plain change.
   * @default the whole of the resource's change
   */
  readonly says?: readonly string[];
  /**
   * Whether the finding alarms also where the layer has nothing yet: everything is allowed, a secret in clear text. What is no
   * exposure, no guard that is missing and is reviewable is otherwise left out of a first apply.
   * @default false
   */
  readonly evenAtFirst?: boolean;
  /**
   * Of a general finding, which only says that a resource goes, comes or is made anew: the sentence that a specific finding of the
   * same change, which takes its place, says besides. It may be empty.
   */
  readonly besides?: string;
  /**
   * Other resources whose change this finding says as a whole, such as the rules of a security group. Where the place itself does
   * not change, the page names those of them that change.
   */
  readonly alsoSays?: readonly Place[];
  /** The changed resources that make the finding, where they are not the place: the policy of a role. The page names them. */
  readonly because?: readonly Place[];
}
