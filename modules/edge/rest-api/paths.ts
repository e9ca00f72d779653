import { pathAddress } from "../path-address";

/**
 * Turns `/items/{id}` into `items_by_parameter`. API Gateway takes one parameter at a place, so a renamed parameter has to
 * change the same resource. A second address would make it beside the old one, which API Gateway refuses.
 */
export function resourceAddress(path: string): string {
  return pathAddress(path, () => "parameter");
}

/** `/items/{id}` has the parts `items` and `{id}`. */
export function pathParts(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}

/** Lists the names of a path's parameters, `rest` of `{rest+}` included. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name = ""]) => name);
}

/** Finds paths that name one parameter differently, which API Gateway refuses: each with the first such path. */
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
