import type { Landscape, Resource } from "./landscape";

/** The web ACL that is associated with a resource; undefined where none is, or it is not of the environment. */
export function webAclOn(
  landscape: Landscape,
  { type, name }: Resource,
): { readonly name: string; readonly acl?: Resource } | undefined {
  const association = landscape
    .resources("aws_wafv2_web_acl_association")
    .find(({ layer, attributes }) =>
      landscape
        .referred(layer, attributes["resource_arn"])
        .some((resource) => resource.type === type && resource.name === name),
    );
  if (association === undefined) return undefined;
  const arn = association.attributes["web_acl_arn"];
  const [acl] = landscape.referred(association.layer, arn);
  return acl === undefined
    ? { name: landscape.text(association.layer, arn) }
    : { name: landscape.text(acl.layer, acl.attributes["name"]), acl };
}
