import { Token } from "cdktf";

/** Text that Terraform would read as a template, such as a search for `${jndi:`, written so that it stays as it is. */
export function literalText(text: string): string {
  return Token.isUnresolved(text) ? text : text.replace(/([$%])\{/g, "$1$1{");
}
