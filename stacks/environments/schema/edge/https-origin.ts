import { text } from "../shared/text";

/**
 * An origin as a browser names it: lower case, no path, a port of 1 to 65,535 that is not the scheme's own 443, which a
 * browser leaves out (RFC 6454).
 */
export function httpsOrigin(rule: string) {
  const label = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
  const port = "(?!443$)([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";
  return text(new RegExp(`^https://${label}(\\.${label})*(:${port})?$`), rule);
}
