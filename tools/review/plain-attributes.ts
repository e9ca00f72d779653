/**
 * The attributes of each type that change nothing in security, data or availability, or whose change speaks for itself: a page
 * shows them as before and after. A type stands here, with an empty list if need be, for its creation and deletion to be plain.
 */
const plainAttributes: Readonly<Record<string, readonly string[]>> = {};

/** What every type has, and what AWS alone decides. */
const everywhere = ["id", "arn", "tags", "tags_all", "timeouts"];

/** Whether an attribute is shown as it is. The empty name asks for the type. */
export function isPlain(type: string, name: string): boolean {
  const names = Object.hasOwn(plainAttributes, type) ? plainAttributes[type] : undefined;
  return name === "" ? names !== undefined : everywhere.includes(name) || names?.includes(name) === true;
}
