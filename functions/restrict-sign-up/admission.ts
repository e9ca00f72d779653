import * as z from "zod/mini";

/** Amazon Cognito Developer Guide, "Pre sign-up Lambda trigger": an administrator's invitation is one of the sources. */
const event = z.object({
  triggerSource: z.enum(["PreSignUp_SignUp", "PreSignUp_AdminCreateUser", "PreSignUp_ExternalProvider"]),
  request: z.object({ userAttributes: z.object({ email: z.string().check(z.maxLength(2048)) }) }),
});

/** Cognito shows the message to the person who signs up: it names no address and no domain. */
export class SignUpRefused extends Error {
  override readonly name = "SignUpRefused";
  constructor() {
    super("This e-mail address cannot sign up.");
  }
}

/**
 * Lets an address of one of the domains sign up; an administrator may invite anybody.
 *
 * @throws SignUpRefused for every other address, and for a malformed event
 */
export function admit(given: unknown, domains: readonly string[]): void {
  const parsed = event.safeParse(given);
  if (!parsed.success) throw new SignUpRefused();
  const { triggerSource, request } = parsed.data;
  if (triggerSource === "PreSignUp_AdminCreateUser") return;
  const [local = "", domain = "", ...more] = request.userAttributes.email.toLowerCase().split("@");
  if (local === "" || more.length > 0 || !domains.includes(domain)) throw new SignUpRefused();
}
