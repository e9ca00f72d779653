import type { Whose } from "./model";
import { type Normal, isObject } from "./normal";

interface Tagged {
  readonly before?: Normal;
  readonly after?: Normal;
}

/**
 * Which stack the resources are of, by the tags `Environment` and `Layer` that the provider of every stack gives. Terraform's JSON
 * tells neither the backend nor the stack. What the tags do not agree on is left open.
 */
export function whoseResources(resources: readonly Tagged[]): Whose {
  const [environment, layer] = [agreed(resources, "Environment"), agreed(resources, "Layer")];
  return { ...(environment !== undefined && { environment }), ...(layer !== undefined && { layer }) };
}

function agreed(resources: readonly Tagged[], tag: string): string | undefined {
  // A change of the tag itself does not make the plan another stack's: what is there before counts.
  const values = new Set(resources.map(({ before, after }) => tagOf(before, tag) ?? tagOf(after, tag)));
  values.delete(undefined);
  const [value] = values;
  return values.size === 1 ? value : undefined;
}

function tagOf(resource: Normal | undefined, tag: string): string | undefined {
  const tags = isObject(resource) ? (resource["tags_all"] ?? resource["tags"]) : undefined;
  const value = isObject(tags) ? tags[tag] : undefined;
  return typeof value === "string" ? value : undefined;
}
