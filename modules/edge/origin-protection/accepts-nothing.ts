/**
 * A byte that no header can have (RFC 9110, "Field Values"). A set cannot be empty ("Creating and managing a regex pattern
 * set"), and a pattern that can match nothing at all may be refused. An escaped byte is of the syntax of PCRE, and not among
 * the constructs that AWS WAF refuses (WAF Developer Guide, "Supported regular expression syntax in AWS WAF").
 */
export const acceptsNothing = "^\\x00$";
