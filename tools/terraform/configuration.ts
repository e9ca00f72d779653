import { readJson } from "../shared/synthesize";

/** A block's attributes, by name. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Terraform JSON of one stack, as far as the tools read it. */
export interface Configuration {
  readonly provider?: Readonly<Record<string, readonly Attributes[]>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly terraform?: { readonly backend?: Attributes; readonly cloud?: Attributes };
  readonly ephemeral?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly locals?: Attributes;
  readonly check?: Readonly<Record<string, unknown>>;
  readonly output?: Readonly<Record<string, { readonly value: unknown; readonly description?: string }>>;
}

export const readConfiguration = (file: string): Configuration => readJson(file) as Configuration;
