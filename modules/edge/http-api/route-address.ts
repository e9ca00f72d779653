import { pathAddress } from "../path-address";

/** `GET /items/{id}` is at `get_items_by_id`. Two routes at one address are refused: one would replace the other. */
export function routeAddress({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method.toLowerCase()}_${pathAddress(path)}`;
}

/** The id of the permission by which a route calls its function. */
export function permissionId(route: { readonly method: string; readonly path: string }): string {
  return `http-${routeAddress(route).replaceAll("_", "-")}`;
}
