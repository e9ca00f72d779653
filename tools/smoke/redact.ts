/** Tokens in the compact form that JSON Web Tokens have, AWS access keys and signatures. */
const shapes = [/eyJ[\w-]{4,}(?:\.[\w-]*){1,4}/g, /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, /Signature=[0-9a-f]{8,}/g];

/** Sorts long secrets first: a secret may be a part of a longer one. */
const longest = (one: string, other: string): number => other.length - one.length;

/** Returns a function that removes every secret from a text: the known ones, and all that looks like one. */
export function redactor(secrets: readonly (string | undefined)[]): (text: string) => string {
  const known = [...new Set(secrets.filter((secret) => secret !== undefined && secret.length >= 4))] as string[];
  const all = known.flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")]);
  const sorted = [...new Set(all)].sort(longest);
  return (text) => {
    const withoutKnown = sorted.reduce((rest, secret) => rest.replaceAll(secret, "[redacted]"), text);
    return shapes.reduce((rest, shape) => rest.replace(shape, "[redacted]"), withoutKnown);
  };
}
