/**
 * Turns `/items/{id}` into `items_by_id` for a Terraform address. `/a-b` and `/a_b` get the same.
 *
 * @param called what is said of a parameter, by its name. @default the name
 */
export function pathAddress(path: string, called = (name: string): string => name): string {
  const words = path
    .replaceAll(/\{([^}+]+)\+?\}/g, (_, name: string) => `by_${called(name)}`)
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  return words.length > 0 ? words.join("_") : "root";
}
