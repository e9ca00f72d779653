import { ConfigurationError } from "./configuration-error";

const length = 255;
const characters = "a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";
const accepted = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]$/;

/**
 * Checks the description of a security group or of one of its rules, and returns it unchanged. Every description goes
 * through here.
 *
 * @throws ConfigurationError when EC2 would refuse it: for over 255 characters, or for a character that is not in EC2's
 * set, such as an apostrophe (Amazon EC2 API Reference, "CreateSecurityGroup" and "IpRange")
 */
export function securityGroupDescription(text: string): string {
  const refused = [...new Set(text)].filter((character) => !accepted.test(character));
  ConfigurationError.throwIfAny([
    ...(refused.length > 0
      ? [
          `the description of a security group or rule, ${JSON.stringify(text)}, has ${JSON.stringify(refused.join(""))}; EC2 accepts ${characters} alone`,
        ]
      : []),
    ...(text.length > length
      ? [
          `the description of a security group or rule, ${JSON.stringify(text)}, has ${text.length} characters; EC2 accepts ${length}`,
        ]
      : []),
  ]);
  return text;
}
