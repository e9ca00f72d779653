import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError } from "../../shared/configuration-error";

/** Reads one of the files beside this one and fills in its `{{names}}`. */
export function renderFile(name: string, values: Readonly<Record<string, string>>): string {
  return fill(name, readFileSync(join(__dirname, name), "utf8"), values);
}

/**
 * Replaces each `{{name}}`. Refuses a name without a value, a value without its name, and a value that could end the string
 * or the directive around it.
 *
 * @param name of the template, for the message
 */
export function fill(name: string, template: string, values: Readonly<Record<string, string>>): string {
  const asked = new Set(Array.from(template.matchAll(placeholder), ([, key = ""]) => key));
  ConfigurationError.throwIfAny([
    ...[...asked]
      .filter((key) => !Object.hasOwn(values, key))
      .map((key) => `${name}: {{${key}}} has no value; give one`),
    ...Object.keys(values)
      .filter((key) => !asked.has(key))
      .map(
        (key) => `${name}: the value "${key}" is used nowhere; remove the value, or write {{${key}}} into the template`,
      ),
    ...Object.entries(values)
      .filter(([, value]) => !harmless.test(value))
      .map(([key, value]) => `${name}: ${key} is ${JSON.stringify(value)}; use letters, digits and . _ - / : alone`),
  ]);
  const filled = template.replaceAll(placeholder, (_, key: string) => values[key] ?? "");
  if (filled.includes("{{")) {
    throw ConfigurationError.of(
      `${name}: "{{" is left after all values are filled in; give a name of letters alone, such as {{healthPath}}`,
    );
  }
  return filled;
}

const placeholder = /\{\{([A-Za-z]+)\}\}/g;

/** Text without special meaning in nginx.conf, in JSON and in a shell, and without a token of CDKTF. */
const harmless = /^[A-Za-z0-9._/:-]+$/;
