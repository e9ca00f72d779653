import { type IResolvable, type IResolveContext, Token, Tokenization } from "cdktf";

/**
 * Text that Terraform evaluates: an address, or an expression such as `length(self.names) >= 3`. Every other text of a
 * construct is literal: see `asText`.
 */
class Expression implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(readonly expression: string) {}

  resolve({ suppressBraces = false }: IResolveContext): string {
    return suppressBraces ? this.expression : `\${${this.expression}}`;
  }

  toString(): string {
    return Token.asString(this);
  }
}

export type { Expression };

export const expression = (text: string): Expression => new Expression(text);

/**
 * An expression as a string, for where a string is wanted, and within a text (Terraform language, "String Templates",
 * interpolation).
 */
export const interpolation = (text: string): string => expression(text).toString();

/**
 * Escapes a value for Terraform's JSON, so that every text stays literal. Terraform reads a string as a template, in which
 * `${` and `%{` begin an expression unless the sign is doubled (Terraform language, "Strings and Templates", escape
 * sequences). CDKTF's resolvables, and its tokens in a string, are left to be evaluated.
 */
export function asText(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(/[$%](?=\{(?!TfToken\[))/g, "$&$&");
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== "object" || value === null || Tokenization.isResolvable(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [asText(key), asText(inner)]));
}
