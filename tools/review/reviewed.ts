import type { Consequence, Direction } from "./finding";
import type { Action } from "./plan/actions";
import type { LeafChange } from "./plan/changes";
import type { Level } from "./policy";
import type { RecordLine } from "./source/record-lines";
import type { TagChange } from "./tag-changes";

/** A finding with all that a page says of it. */
export interface ReviewedFinding {
  readonly rule: string;
  readonly consequence: Consequence;
  readonly direction: Direction;
  readonly level: Level;
  readonly layer: string;
  /** AWS's name of the resource: `web ACL prod-edge-api`. */
  readonly thing: string;
  readonly part?: string;
  readonly before?: string;
  readonly after?: string;
  readonly meaning: string;
  /** Terraform's. */
  readonly address: string;
  /** The addresses of what changes, where the resource itself does not: a rule of a group, a policy of a role. */
  readonly changedBy?: readonly string[];
  /** `prod-edge/regional/web_acl`, where the synthesis is given. */
  readonly constructPath?: string;
  /** The path of the setting that decides, where one does. */
  readonly setting?: string;
  /** Where the record writes the setting itself. */
  readonly line?: RecordLine;
  /** Of the departure that makes `ask` of `stop`. */
  readonly reason?: string;
}

/** A change that no finding says. */
export interface PlainChange {
  readonly layer: string;
  readonly thing: string;
  readonly address: string;
  readonly action: Action;
  readonly previousAddress?: string;
  /** Of an object that a failed replacement left behind. */
  readonly deposed?: string;
  /** Whether Terraform takes the resource over as it is in AWS. */
  readonly imported?: true;
  /** The attributes that force a replacement. */
  readonly forcedBy?: readonly string[];
  /** Terraform's word for why, such as `replace_because_tainted`. */
  readonly reason?: string;
  readonly changes: readonly LeafChange[];
}

/** `test` is a first plan of `terraform test`, which is never applied. */
export type Standing = "whole" | "errored" | "incomplete" | "test" | "source";

/** One layer's plan, in numbers. */
export interface ReviewedLayer {
  readonly layer: string;
  readonly source: string;
  /** Whether the plan is whole; of any other, nothing may be approved. */
  readonly standing: Standing;
  /** How many resources and outputs each action is done to; those without a change are left out. */
  readonly actions: Readonly<Partial<Record<Action | "move" | "import", number>>>;
  readonly isFirst: boolean;
  readonly approvable: boolean;
  /** Changed resources and outputs, and those of them whose every change a finding or the list of plain changes says. */
  readonly changed: number;
  readonly understood: number;
  readonly notes: readonly string[];
}

export interface Review {
  readonly environment?: string;
  readonly verdict: Level;
  readonly layers: readonly ReviewedLayer[];
  /** The worst first: by consequence, then by layer, then by address. */
  readonly findings: readonly ReviewedFinding[];
  readonly tags: readonly TagChange[];
  readonly plain: readonly PlainChange[];
  /** What Terraform changes and what means the same before and after, such as a policy in another order: `<layer>` and address. */
  readonly rewritten: readonly string[];
  /** Whether two syntheses were compared too: what no plan shows is in the findings then. */
  readonly comparesSyntheses: boolean;
  /** Sentences on the order in which to apply the layers; empty where nobody asked. */
  readonly order: readonly string[];
}
