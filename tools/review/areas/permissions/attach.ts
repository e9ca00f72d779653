import { exactPolicyOf } from "../../../../analysis/policies/managed-policies";
import { type Resource, type Side, textOf } from "../../estate";
import { documentAt } from "./documents";
import type { Held } from "./held";
import type { Finder } from "./named";

/** A policy that is attached by its ARN, and whose document is in none of the plans. */
export interface Attached {
  readonly source: Resource;
  readonly arn: string;
}

/** The policies of an identity on one side, while they are gathered. */
export interface Policies {
  readonly held: Held[];
  readonly attached: Attached[];
  resource?: Resource;
}

/** Adds a managed policy: by its document where the plans or AWS's reference have the document, else by its ARN. */
export function attach(
  to: Policies,
  { source, side, arn }: { readonly source: Resource; readonly side: Side; readonly arn?: string },
  policies: Finder,
): void {
  const path = arn === undefined ? "policy_arn" : "managed_policy_arns";
  const [named] = policies(side, source, path).filter(
    (one) => arn === undefined || (one.kind === "resource" && textOf(one.resource[side], "arn") === arn),
  );
  if (named?.kind === "resource") {
    const policy = named.resource;
    const label = `policy ${textOf(policy[side], "name") ?? policy.name}`;
    // A document that is not there on this side any more was there until the attachment ended.
    const document = policy[side] === undefined ? null : documentAt(policy, side, "policy");
    to.held.push({ source: policy, via: source, label, path: "policy", document });
    return;
  }
  const value = arn ?? (named?.kind === "value" ? named.value : undefined);
  if (value === undefined) {
    to.held.push({ source, label: "attached policy", path, document: undefined });
    return;
  }
  const document = exactPolicyOf(value);
  if (document === undefined) to.attached.push({ source, arn: value });
  else to.held.push({ source, label: `policy ${nameOfArn(value)}`, path, document });
}

/** The name of a policy, the last part of its ARN. */
export const nameOfArn = (arn: string): string => arn.split("/").at(-1) ?? arn;
