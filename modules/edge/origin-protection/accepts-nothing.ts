/**
 * Matches only a byte that no header can have (RFC 9110, "Field Values"). A set cannot be empty ("Creating and managing a
 * regex pattern set"), and AWS WAF may refuse a pattern that matches nothing at all. An escaped byte is PCRE syntax, and not
 * among the constructs that AWS WAF refuses (WAF Developer Guide, "Supported regular expression syntax in AWS WAF").
 */
export const acceptsNothing = "^\\x00$";
