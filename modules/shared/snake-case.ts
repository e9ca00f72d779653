/** Turns `preSignUp` into `pre_sign_up`, the form of a Terraform address. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
