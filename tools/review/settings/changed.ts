import { type Resource, attribute } from "../estate";
import { scalar } from "./words";

/** Whether a resource is there before and after. */
export const isUpdate = ({ before, after, deposed }: Resource): boolean =>
  before !== undefined && after !== undefined && deposed === undefined;

/** Whether a resource is new. */
const isCreated = ({ before, after }: Resource): boolean => before === undefined && after !== undefined;

/** Whether a resource is destroyed, and nothing is made in its place. */
export const isDeleted = ({ action, deposed }: Resource): boolean => action === "delete" && deposed === undefined;

/** The words of a change that is known by whether the resource is created or destroyed. */
export const isWhole = (resource: Resource): boolean => isCreated(resource) || isDeleted(resource);

/** What each VPC has by default: Terraform adopts it, and never makes or destroys one. */
const adopted: ReadonlySet<string> = new Set([
  "aws_default_network_acl",
  "aws_default_route_table",
  "aws_default_security_group",
]);

export const isAdopted = ({ type }: Pick<Resource, "type">): boolean => adopted.has(type);

/**
 * Whether what the plan calls a deletion leaves the resource in AWS as it is: Terraform forgets a default of a VPC, and what has
 * `skip_destroy` (Terraform AWS provider, `aws_default_security_group`, "Removing aws_default_security_group From Your
 * Configuration"; `aws_cloudwatch_log_group`, `skip_destroy`).
 */
export const isOnlyForgotten = (resource: Resource): boolean =>
  resource.action === "delete" && (isAdopted(resource) || isKept(resource));

/** Whether AWS keeps the old one, whatever the plan does to it. */
export const isKept = ({ before }: Resource): boolean => scalar(attribute(before, "skip_destroy")) === "true";
