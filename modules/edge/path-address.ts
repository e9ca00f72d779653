/**
 * A path in a Terraform address, `items_by_id` for `/items/{id}`: its words, and `by_` before a parameter. Two paths that
 * differ in anything but letters and digits have the same.
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
