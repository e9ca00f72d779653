import type { Action, ReplaceOrder } from "./actions";
import type { BesideChanges } from "./beside-changes";
import type { LeafChange } from "./changes";
import type { Normal } from "./normal";
import type { Providers } from "./provider-configuration";

/** A value before and after, without its secrets. */
export interface Change {
  readonly action: Action;
  /** Of a replacement. */
  readonly order?: ReplaceOrder;
  /** Absent where nothing is there before. */
  readonly before?: Normal;
  /** Absent where nothing is there after. */
  readonly after?: Normal;
  /** What differs; empty where before and after mean the same, also if Terraform plans an update. */
  readonly changes: readonly LeafChange[];
  /** The paths that are known after apply only, such as `tags_all.Name`. */
  readonly unknown: readonly string[];
  /** The paths that the plan marks as sensitive. `*` stands for any element of a list. */
  readonly sensitive: readonly string[];
}

export interface ResourceChange extends Change {
  readonly address: string;
  /** Of a resource that moves: where it was. */
  readonly previousAddress?: string;
  readonly module?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** Of `count` or `for_each`. */
  readonly index?: string | number;
  /** Of an object that a failed replacement left behind. */
  readonly deposed?: string;
  readonly provider?: string;
  readonly imported: boolean;
  /** The attributes that force a replacement, such as `username_configuration.0.case_sensitive`. */
  readonly replacePaths: readonly string[];
  /**
   * The addresses of the resources and outputs that an attribute is written with, by the path of the attribute
   * through the names of attributes. Empty for a plan of `terraform test`, which has no configuration.
   */
  readonly references: Readonly<Record<string, readonly string[]>>;
  /** Terraform's word for why, such as `delete_because_no_resource_config`. */
  readonly reason?: string;
}

export interface OutputChange extends Change {
  readonly name: string;
  /** The paths of `sensitive`, of each side alone: the value is the same on both where only a mark comes or goes. */
  readonly marks: { readonly before: readonly string[]; readonly after: readonly string[] };
}

/** Which stack a plan is of, as far as it can be told. */
export interface Whose {
  readonly environment?: string;
  readonly layer?: string;
}

export interface Plan extends Whose, BesideChanges {
  /** How messages name the input. */
  readonly source: string;
  /**
   * `test` is a first plan of `terraform test`: without state, and never one to apply. `source` is no plan: the resources of two
   * syntheses.
   */
  readonly kind: "plan" | "test" | "source";
  readonly terraformVersion?: string;
  readonly formatVersion: string;
  readonly providers: Providers;
  readonly errored: boolean;
  readonly complete: boolean;
  readonly applyable: boolean;
  /** Whether a reviewer may approve the plan: it is one of `terraform plan`, which ended without an error and planned all. */
  readonly approvable: boolean;
  /** In the order of their addresses, those without a change too. */
  readonly resources: readonly ResourceChange[];
  readonly outputs: readonly OutputChange[];
  /** What has changed outside of Terraform. */
  readonly drift: readonly ResourceChange[];
  /** What a reader should know of the input. */
  readonly notes: readonly string[];
}
