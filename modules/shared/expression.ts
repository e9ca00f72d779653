import { type IResolvable, type IResolveContext, Token, Tokenization } from "cdktf";

/**
 * What Terraform evaluates: an address, or an expression such as `length(self.names) >= 3`. Every other text of a construct
 * is text, whatever is in it: see `asText`.
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

/** An expression for what takes a string, and within a text (Terraform language, "String Templates", interpolation). */
export const interpolation = (text: string): string => expression(text).toString();

/**
 * A value of Terraform's JSON in which every text stays the text that it is: Terraform reads a string as a template, in
 * which `${` and `%{` begin an expression unless the sign is doubled (Terraform language, "Strings and Templates", escape
 * sequences). What CDKTF resolves, and stands for in a string by a token, is left to be evaluated.
 */
export function asText(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(/[$%](?=\{(?!TfToken\[))/g, "$&$&");
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== "object" || value === null || Tokenization.isResolvable(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [asText(key), asText(inner)]));
}
