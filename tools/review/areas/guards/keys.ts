import { attribute } from "../../estate";
import type { Destination } from "../../settings/destinations";
import { amount, saferOff, saferOn } from "../../settings/judges";
import type { TypedSetting } from "../../settings/setting";
import type { Value } from "../../settings/paths";
import { numberOf, scalar } from "../../settings/words";

const types = ["aws_kms_key"];

const days = amount("day", "weaker");

/** The period where none is chosen (AWS KMS API Reference, "EnableKeyRotation"). */
const standard = 365;

/** The provider writes 0 where AWS does not tell the period. */
const periodOf = (value: Value): Value => (numberOf(value) === 0 ? standard : value);

/** What protects a key besides its policy. */
export const keySettings: readonly TypedSetting[] = [
  {
    rule: "key-rotation",
    consequence: "guard lost",
    types,
    path: "enable_key_rotation",
    part: "rotation",
    judge: saferOn,
    standard: false,
    weaker: "AWS no longer makes new key material by itself.",
    stronger: "AWS makes new key material by itself; what is encrypted stays readable.",
  },
  {
    rule: "key-rotation-period",
    consequence: "guard lost",
    types,
    path: "rotation_period_in_days",
    part: "rotation period",
    judge: (before, after) => days.judge(periodOf(before), periodOf(after)),
    words: (value) => days.words(periodOf(value)),
    standard,
    counts: (sides) => sides.every((one) => scalar(attribute(one, "enable_key_rotation")) === "true"),
    weaker: "AWS makes new key material less often.",
    stronger: "AWS makes new key material more often.",
  },
  {
    rule: "key-enabled",
    consequence: "downtime",
    types: [...types, "aws_kms_replica_key", "aws_kms_external_key"],
    path: "is_enabled",
    part: "state",
    judge: saferOn,
    standard: true,
    weaker: "Nothing that is encrypted with the key can be read or written while the key is disabled.",
    stronger: "What is encrypted with the key can be read and written again.",
  },
  {
    rule: "key-in-one-region",
    consequence: "guard lost",
    types,
    path: "multi_region",
    part: "multi-Region",
    judge: saferOff,
    standard: false,
    weaker: "The key's material can be copied into other regions.",
    stronger: "The key's material stays in one region.",
  },
  {
    rule: "key-policy-lockout",
    consequence: "guard lost",
    types,
    path: "bypass_policy_lockout_safety_check",
    part: "policy lockout safety check",
    // AWS KMS API reference, PutKeyPolicy: true raises the risk that the key becomes unmanageable.
    judge: saferOff,
    standard: false,
    weaker: "KMS accepts a key policy that shuts everybody out.",
    stronger: "KMS refuses a key policy that shuts out who sets it.",
  },
];

export const aliasTargets: readonly Destination[] = [
  {
    rule: "key-alias-target",
    types: ["aws_kms_alias"],
    path: "target_key_id",
    part: "key",
    lost: "The alias names no key any more.",
    added: "The alias names a key.",
    elsewhere: "Whoever uses the alias encrypts with another key from now on.",
  },
];
