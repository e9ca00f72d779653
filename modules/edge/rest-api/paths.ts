import { pathAddress as addressOf } from "../path-address";

/**
 * `/items/{id}` is at `items_by_parameter`: API Gateway has one parameter at a place, so that another name for it changes
 * what stands there. At an address of its own it would be made beside the old one, which is refused.
 */
export function pathAddress(path: string): string {
  return addressOf(path, () => "parameter");
}

/** `/items/{id}` has the parts `items` and `{id}`. */
export function pathParts(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}

/** The names of a path's parameters, `rest` of `{rest+}` included. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name = ""]) => name);
}

/** Paths whose parameters stand at one place under two names, which API Gateway refuses: each with the one that was first. */
export function rivalParameters(paths: readonly string[]): (readonly [path: string, rival: string])[] {
  const owners = new Map<string, readonly [part: string, path: string]>();
  const rivals: (readonly [string, string])[] = [];
  for (const path of new Set(paths)) {
    let parent = "";
    for (const part of pathParts(path)) {
      if (part.startsWith("{")) {
        const [owner, first] = owners.get(parent) ?? [part, path];
        owners.set(parent, [owner, first]);
        if (owner !== part) {
          rivals.push([path, first]);
          break;
        }
      }
      parent += `/${part}`;
    }
  }
  return rivals;
}
