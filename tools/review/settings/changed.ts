import { type Resource, isChanged } from "../estate";

/** Whether a resource is there before and after, and stays in Terraform's care. */
export const isUpdate = ({ before, after, action, deposed }: Resource): boolean =>
  before !== undefined && after !== undefined && action !== "forget" && deposed === undefined;

/** Whether a resource is new. */
const isCreated = ({ before, after }: Resource): boolean => before === undefined && after !== undefined;

/** Whether a resource is destroyed, and nothing is made in its place. */
export const isDeleted = ({ action, deposed }: Resource): boolean => action === "delete" && deposed === undefined;

/** The words of a change that is known by whether the resource is created or destroyed. */
export const isWhole = (resource: Resource): boolean => isCreated(resource) || isDeleted(resource);

/** Whether a resource changes at all. What leaves Terraform's care stays as it is. */
export const isJudged = (resource: Resource): boolean => isChanged(resource) && resource.action !== "forget";
