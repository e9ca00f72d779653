import type { LeafChange } from "../plan/changes";
import { type Normal, plainOf } from "../plan/normal";
import { isRecord } from "../plan/json-value";
import { looksLikeKey, withoutKeys } from "../plan/secrets";
import type { PlainChange, Review } from "../reviewed";
import type { Printed } from "./page";

/** The review for a program. A later schema may add keys; another meaning of a key is another number. */
interface ReviewDocument extends Omit<Review, "environment" | "layers" | "plain"> {
  readonly schema: "palisade-review/1";
  /** Null where no plan tells the environment. */
  readonly environment: string | null;
  /** Whether all plans are whole: of any other, nothing may be approved, whatever the verdict. */
  readonly approvable: boolean;
  /** What `--expect` takes. */
  readonly digest: string;
  /** As `ReviewedLayer`, each with the digest of the layer's changes. */
  readonly layers: readonly (Review["layers"][number] & { readonly digest: string })[];
  /** As `PlainChange`; a value is as Terraform has the value, or words for what is secret or known after apply. */
  readonly plain: readonly (Omit<PlainChange, "changes"> & { readonly changes: readonly unknown[] })[];
}

/** Names are whole, and written in such a way that no character of a name does anything in a terminal. */
export function jsonOf({ review, digest }: Printed): string {
  const { environment = null, layers, plain, ...rest } = review;
  const document: ReviewDocument = {
    schema: "palisade-review/1",
    environment,
    approvable: layers.every(({ approvable }) => approvable),
    digest: digest.token,
    layers: layers.map((layer) => ({
      ...layer,
      digest: digest.layers.find((one) => one.layer === layer.layer)?.digest ?? "",
    })),
    ...rest,
    plain: plain.map((one) => ({ ...one, changes: one.changes.map(differenceOf) })),
  };
  return `${JSON.stringify(document, withoutKey, 2).replace(unseen, escaped)}\n`;
}

/** A name of an attribute may be a key too, in a map. */
const withoutKey = (_: string, value: unknown): unknown =>
  typeof value === "string"
    ? withoutKeys(value)
    : isRecord(value) && Object.keys(value).some(looksLikeKey)
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [withoutKeys(key), one]))
      : value;

const differenceOf = ({ path, before, after }: LeafChange): unknown => ({
  path,
  ...sideOf("before", before),
  ...sideOf("after", after),
});

const sideOf = (side: "before" | "after", value: Normal | undefined): Readonly<Record<string, unknown>> =>
  value === undefined ? {} : { [side]: plainOf(value) };

/** As in the other formats, but for the line ends that JSON itself has. */
const unseen = /(?![ \n])[\p{Cc}\p{Cf}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

const escaped = (character: string): string =>
  character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
