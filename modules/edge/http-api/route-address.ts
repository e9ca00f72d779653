/** `GET /items/{id}` is at `get_items_by_id`: two routes on one address are refused, since one would replace the other. */
export function routeAddress({ method, path }: { readonly method: string; readonly path: string }): string {
  const words = path
    .replaceAll(/\{([^}+]+)\+?\}/g, "by_$1")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  return [method.toLowerCase(), ...(words.length > 0 ? words : ["root"])].join("_");
}
