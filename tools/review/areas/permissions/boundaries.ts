import { exactPolicyOf } from "../../../../analysis/policies/managed-policies";
import { type Resource, type Side, attribute, textOf } from "../../estate";
import { documentAt } from "./documents";
import { nameOfArn } from "./attach";
import type { Finder } from "./named";

/** The most that an identity may ever do, whatever its policies say. */
export type Boundary =
  | { readonly kind: "none" }
  | { readonly kind: "known"; readonly name: string; readonly document: unknown; readonly policy?: Resource }
  /** Its document is in none of the plans. */
  | { readonly kind: "elsewhere"; readonly name: string; readonly arn: string }
  | { readonly kind: "unknown" };

export function boundaryOf(resource: Resource | undefined, side: Side, policies: Finder): Boundary {
  if (resource === undefined || attribute(resource[side], "permissions_boundary") === undefined)
    return { kind: "none" };
  const [named] = policies(side, resource, "permissions_boundary");
  if (named === undefined || named.kind === "unknown") return { kind: "unknown" };
  if (named.kind === "value") {
    const [name, document] = [nameOfArn(named.value), exactPolicyOf(named.value)];
    return document === undefined ? { kind: "elsewhere", name, arn: named.value } : { kind: "known", name, document };
  }
  const policy = named.resource;
  const name = textOf(policy[side], "name") ?? policy.name;
  const document = documentAt(policy, policy[side] === undefined ? "before" : side, "policy");
  return document === undefined ? { kind: "unknown" } : { kind: "known", name, document, policy };
}

/** The document to judge by: without one nothing is limited, and of a boundary that is elsewhere the limit is not known. */
export const documentOfBoundary = (boundary: Boundary): unknown =>
  boundary.kind === "known" ? boundary.document : null;

export const nameOfBoundary = (boundary: Boundary): string =>
  boundary.kind === "none" ? "none" : boundary.kind === "unknown" ? "(known after apply)" : boundary.name;

/** What the reader cannot see of the limit. */
export const limitOf = (boundary: Boundary): string =>
  boundary.kind === "elsewhere"
    ? `, as far as the permissions boundary ${boundary.name} lets it: that policy is not in the given plans`
    : boundary.kind === "unknown"
      ? ", as far as the permissions boundary lets it: that policy is known after apply only"
      : "";
