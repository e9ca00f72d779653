import { attribute } from "../../estate";
import { JsonText, elementsOf } from "../../plan/normal";
import type { TypedMembers } from "../../settings/members";
import { type Value, valueAt } from "../../settings/paths";
import type { Presence } from "../../settings/presence";
import { scalar } from "../../settings/words";

const types = ["aws_cloudwatch_log_data_protection_policy"];

/**
 * What CloudWatch Logs masks in a log group's events, or reports (Amazon CloudWatch Logs API Reference, "PutDataProtectionPolicy").
 */
export const maskPresences: readonly Presence[] = [
  {
    rule: "log-mask",
    types,
    owner: "log_group_name",
    lost: "Sensitive data in log events that come from now on is not masked: whoever reads the log group reads it.",
    added: "Sensitive data in log events that come from now on is masked.",
  },
];

export const maskMembers: readonly TypedMembers[] = [
  {
    rule: "log-mask",
    consequence: "guard lost",
    more: "stronger",
    types,
    path: "policy_document",
    part: "sensitive data",
    membersIn: (document) => (document instanceof JsonText ? kindsIn(document.value) : []),
    removed: "Whoever reads the log group reads these, or nobody is told of them any more.",
    added: "These are masked in log events that come from now on, or are reported.",
  },
];

/** `EmailAddress (masked)`. */
const kindsIn = (document: Value): readonly string[] =>
  elementsOf(attribute(document, "Statement")).flatMap((statement) => {
    const what = valueAt(statement, "Operation.Deidentify") === undefined ? "reported" : "masked";
    return elementsOf(attribute(statement, "DataIdentifier")).map(
      (one) => `${scalar(one).replace(/^.*\//, "")} (${what})`,
    );
  });
