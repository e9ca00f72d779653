import { ConfigurationError } from "../../modules/shared/configuration-error";
import { quote } from "./schema/shared/fault";

/**
 * Refuses records that are not plain data: values without JSON, text that CDKTF would take for a token, and the key
 * `__proto__`, which a copy of an object loses. Later code may walk records as trees of text, numbers and booleans.
 *
 * @throws ConfigurationError with every such place
 */
export function requirePlainRecords(records: unknown): void {
  if (!isPlain(records)) {
    const rule = "give an object with a record for each environment's name";
    throw ConfigurationError.of(`environments is ${shown(records)}; ${rule}`);
  }
  const faults = Object.entries(records).flatMap(([name, record]) =>
    isPlain(record)
      ? faultsIn(record, `environments.${name}`, [])
      : [`environments.${name} is ${shown(record)}; give an object such as { preset: "trial", region: "eu-west-1" }`],
  );
  ConfigurationError.throwIfAny(faults);
}

function faultsIn(value: unknown, place: string, around: readonly unknown[]): string[] {
  if (typeof value === "string")
    return value.includes(token) ? [`${place} is ${quote(value)}; leave ${token} out, ${replaced}`] : [];
  if (value === null || value === undefined || typeof value === "boolean" || Number.isFinite(value)) return [];
  if (around.includes(value)) return [`${place} contains itself; write the settings out`];
  if (!Array.isArray(value) && !isPlain(value))
    return [`${place} is ${shown(value)}; give text, a number, true or false, a list or a group of settings`];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = `${place}.${key}`;
    if (key === "__proto__")
      return [`${at} is given; leave it out: a JavaScript object keeps no value under the name __proto__`];
    if (key.includes(token)) return [`${at} is given; leave ${token} out of the name, ${replaced}`];
    return faultsIn(inner, at, [...around, value]);
  });
}

const token = "TfToken[";
const replaced = "which CDKTF replaces by another value";

/** Whether a value is an object literal, of any realm. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Describes a value that `JSON.stringify` has no text for, by its kind. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return `an object of the class ${value.constructor.name}`;
  return typeof value === "number" ? String(value) : `a ${typeof value}`;
}
