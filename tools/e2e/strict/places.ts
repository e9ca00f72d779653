import { readJson } from "../../shared/synthesize";
import { bodiesByAddress, type EditedConfiguration } from "../limits/configuration";

/** A stack, and where its JSON is. */
export interface WrittenStack {
  /** `<environment>-<layer>`. */
  readonly name: string;
  readonly file: string;
}

/**
 * Where the JSON has a text, by stack and address: `prod-network aws_security_group.app.description`.
 *
 * @param layer the stack to look in; every stack where it is empty
 */
export function placesOfText(text: string, layer: string, stacks: readonly WrittenStack[]): string[] {
  return stacks
    .filter(({ name }) => layer === "" || name === layer)
    .flatMap(({ name, file }) =>
      [...bodiesByAddress(readJson(file) as EditedConfiguration)].flatMap(([address, body]) =>
        placesIn(body, text, `${name} ${address}`),
      ),
    );
}

function placesIn(value: unknown, text: string, at: string): string[] {
  if (value === text) return [at];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => placesIn(inner, text, `${at}.${key}`));
}
