import { attribute } from "../../estate";
import { amount, onOff } from "../../settings/scales";
import type { Destination } from "../../settings/destinations";
import type { Setting } from "../../settings/setting";

const types = ["aws_kms_key"];

/** What protects a key besides its policy. */
export const keySettings: readonly Setting[] = [
  {
    rule: "key-rotation",
    consequence: "guard lost",
    types,
    attribute: "enable_key_rotation",
    part: "rotation",
    scale: onOff(),
    weaker: "AWS no longer makes new key material by itself.",
    stronger: "AWS makes new key material by itself; what is encrypted stays readable.",
  },
  {
    rule: "key-rotation-period",
    consequence: "guard lost",
    types,
    attribute: "rotation_period_in_days",
    part: "rotation period",
    // AWS KMS API reference, EnableKeyRotation: 365 days.
    scale: amount({ unit: "day", stronger: "less", absent: 365 }),
    counts: (sides) => sides.every((one) => onOff().levelOf(attribute(one, "enable_key_rotation")) !== 0),
    weaker: "AWS makes new key material less often.",
    stronger: "AWS makes new key material more often.",
  },
  {
    rule: "key-enabled",
    consequence: "downtime",
    types: [...types, "aws_kms_replica_key", "aws_kms_external_key"],
    attribute: "is_enabled",
    part: "state",
    scale: onOff({ absent: true }),
    weaker: "Nothing that is encrypted with the key can be read or written while the key is disabled.",
    stronger: "What is encrypted with the key can be read and written again.",
  },
  {
    rule: "key-in-one-region",
    consequence: "guard lost",
    types,
    attribute: "multi_region",
    part: "multi-Region",
    scale: onOff({ strong: false, absent: false }),
    weaker: "The key's material can be copied into other regions.",
    stronger: "The key's material stays in one region.",
  },
  {
    rule: "key-policy-lockout",
    consequence: "guard lost",
    types,
    attribute: "bypass_policy_lockout_safety_check",
    part: "policy lockout safety check",
    // AWS KMS API reference, PutKeyPolicy: true raises the risk that the key becomes unmanageable.
    scale: onOff({ strong: false, absent: false }),
    weaker: "KMS accepts a key policy that shuts everybody out.",
    stronger: "KMS refuses a key policy that shuts out who sets it.",
  },
];

export const aliasTargets: readonly Destination[] = [
  {
    rule: "key-alias-target",
    types: ["aws_kms_alias"],
    attribute: "target_key_id",
    part: "key",
    lost: "The alias names no key any more.",
    added: "The alias names a key.",
    elsewhere: "Whoever uses the alias encrypts with another key from now on.",
  },
];
