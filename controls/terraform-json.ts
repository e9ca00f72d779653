// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape of a block is its resource type's affair
export type Block = any;

/** For `JSON.stringify`: leaves out what CDKTF notes in each block, under "//": the construct that the block comes from. */
export const withoutMetadata = (key: string, value: unknown): unknown => (key === "//" ? undefined : value);

/** A stack's two files as one, in Terraform JSON as it is parsed: blocks by type and address. */
export interface TerraformJson {
  readonly terraform: { readonly backend?: Readonly<Record<string, Block>>; readonly [key: string]: unknown };
  readonly provider: Readonly<Record<string, readonly Block[]>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly output: Readonly<Record<string, Block>>;
  readonly import?: readonly Block[];
  readonly moved?: readonly Block[];
  readonly removed?: readonly Block[];
}
