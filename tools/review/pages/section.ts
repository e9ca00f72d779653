import type { Level } from "../policy";
import type { Line } from "./line";

/** What a page shows or leaves out as a whole. */
export interface Entry {
  /** What the entry counts as where the entry is left out. */
  readonly counts: string;
  /** The policy's word, of a finding. */
  readonly level?: Level;
  readonly lines: readonly Line[];
}

/** A heading of the page, and what stands under the heading. */
export interface Section {
  readonly title: string;
  /** Whether a reader opens the section to read it. */
  readonly folded: boolean;
  readonly entries: readonly Entry[];
}
