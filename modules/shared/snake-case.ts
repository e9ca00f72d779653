/** `preSignUp` as a Terraform address has it: `pre_sign_up`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
