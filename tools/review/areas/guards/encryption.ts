import { type Estate, type Resource, type Side, type Target } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { directionOf } from "../../settings/judges";
import { behindAlias, isSame, namedChange, targetWords } from "../../settings/names";
import { changesAt, isLeftOut, valueAt } from "../../settings/paths";
import { notReviewable } from "../../settings/setting";
import { scalar } from "../../settings/words";
import { type Encrypted, encryptedTypes } from "./encrypted-types";

/** What encrypts something: nothing, a key of AWS's, or a key of the environment. */
type Encryption =
  | { readonly level: 0 | 1; readonly words: string; readonly isDefault?: boolean }
  | { readonly level: 2; readonly words: string; readonly key: Target }
  | { readonly level: "unknown"; readonly attribute: string }
  | { readonly level: "nothing to encrypt" };

/** Encryption that is lost, that a weaker or another key does from now on, and new resources without any. */
export const findEncryption = (estate: Estate): readonly Finding[] =>
  encryptedTypes.flatMap((encrypted) =>
    estate.changed(...encrypted.types).flatMap((resource) => findingsOf(encrypted, resource, estate)),
  );

function findingsOf(encrypted: Encrypted, resource: Resource, estate: Estate): readonly Finding[] {
  const { part, key, on, without } = encrypted;
  if (resource.after === undefined) return [];
  const after = encryptionOf(encrypted, "after", resource, estate);
  const says = changesAt(resource, key, ...(on === undefined ? [] : [on.attribute]));
  const common = { rule: "encryption", place: resource, part, says } as const;
  if (resource.before === undefined) {
    // What a new resource has instead of encryption is worth a word; a key of AWS's is not.
    if (after.level !== 0 || without.level !== 0 || resource.action !== "create") return [];
    return [{ ...common, consequence: "guard lost", direction: "weaker", after: after.words, meaning: unencrypted }];
  }
  const before = encryptionOf(encrypted, "before", resource, estate);
  if (before.level === "unknown" || before.level === "nothing to encrypt") return [];
  if (after.level === "nothing to encrypt") return [];
  if (after.level === "unknown") {
    if (before.level === 2 && namedChange(estate, resource, key) === undefined) return [];
    return notReviewable(resource, after.attribute, { ...common, before: before.words });
  }
  const change = { ...common, consequence: "guard lost", before: before.words, after: after.words } as const;
  if (before.level === 2 && after.level === 2) {
    if (isSame(before.key, after.key) || namedChange(estate, resource, key) === undefined) return [];
    const known = after.key.kind === "resource";
    return [{ ...change, direction: known ? "neutral" : "cannot tell", meaning: known ? anotherKey : strangeKey }];
  }
  if (after.level === 1 && after.isDefault === true && before.level === 2 && before.key.kind === "value")
    return [{ ...change, direction: "cannot tell", meaning: defaultKey }];
  const direction = directionOf(before.level, after.level);
  if (direction === undefined) return [];
  const meaning = direction === "stronger" ? strongerKey : after.level === 0 ? unencrypted : keyOfAws;
  return [{ ...change, direction, meaning }];
}

function encryptionOf({ key, on, without }: Encrypted, side: Side, resource: Resource, estate: Estate): Encryption {
  const written = estate.target(side, resource, key);
  const isDefault = side === "after" && written.kind === "unknown" && isLeftOut(resource, key);
  const named: Target = isDefault ? { kind: "none" } : behindAlias(estate, side, written);
  if (on !== undefined && !(on.keySuffices === true && named.kind !== "none")) {
    const found = valueAt(resource[side], on.attribute);
    const flag = side === "after" && found === unknown && isLeftOut(resource, on.attribute) ? undefined : found;
    if (flag === unknown) return { level: "unknown", attribute: on.attribute };
    const value = flag === undefined ? on.absent : scalar(flag);
    if (!on.values.includes(value))
      return on.off === "nothing to encrypt" ? { level: on.off } : (on.off ?? notEncrypted);
    if (named.kind === "none") return { ...awsKey, isDefault };
  }
  if (named.kind === "none") return { ...without, isDefault };
  if (named.kind === "unknown") return { level: "unknown", attribute: key };
  // AWS KMS Developer Guide, "AWS managed keys": their aliases begin so.
  if (named.kind === "value" && /(?:^|:)alias\/aws\//.test(named.value)) return awsKey;
  return { level: 2, words: targetWords(named), key: named };
}

const notEncrypted = { level: 0, words: "not encrypted" } as const;
const awsKey = { level: 1, words: "a key of AWS's" } as const;

const unencrypted = "Data are stored unencrypted: whoever gets at the storage or a snapshot can read them.";
const keyOfAws = "A key of AWS's encrypts from now on: no key policy of the environment says who may decrypt.";
const strongerKey =
  "What is stored is encrypted more strictly: with a key, or with one whose policy the environment writes.";
const anotherKey =
  "Another key of the environment encrypts from now on; the old key is still needed for what is there.";
const strangeKey =
  "Another key encrypts from now on, and the given plans do not hold that key: who may decrypt was not reviewed.";

const defaultKey =
  "The configuration names no key, so a key of AWS's encrypts; the given plans do not say whether the old key was AWS's too.";

/** The attributes that are judged here, for one type. */
export const encryptionAttributes = ({ key, on }: Encrypted): readonly string[] =>
  on === undefined ? [key] : [key, on.attribute];
