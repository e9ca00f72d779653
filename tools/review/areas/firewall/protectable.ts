import { type Resource, attribute, textOf } from "../../estate";

/**
 * Whether a web ACL can stand in front of a resource that the internet reaches (WAF Developer Guide, "Resources that you can
 * protect with AWS WAF"). A load balancer that is internal, or of the network kind, is none.
 */
export function isProtectable({ type, before, after }: Resource): boolean {
  if (type !== "aws_lb") return true;
  const value = after ?? before;
  return (
    attribute(value, "internal") !== true && (textOf(value, "load_balancer_type") ?? "application") === "application"
  );
}
