/** What is a secret whatever it looks like. */
const always =
  /(?:^|[_.-])(?:password|passwd|passphrase|secret_string|secret_binary|client_secret|private_key|auth_token|shared_secret|preshared_key|secret_key|secret_access_key)(?:_wo)?$/;

const sounds =
  /secret|token|passw|passphrase|credential|api_?key|private_?key|signing_?key|access_?key|encryption_?key/i;
const mayAlso = /(?:^|[_.-])key$|auth/i;

/** What is about a secret, or about where the secret is kept. */
const about =
  /(?:arn|id|name|url|uri|path|parameter|prefix|issuer|endpoint|region|version|ttl|expiry|expiration|seconds|minutes|hours|days|length|count|type|policy|method|mode|enabled|validity|units|format|algorithm|header|file|bucket|table)$/i;

/**
 * Tokens that give no access: of a lock (AWS WAF API Reference, `UpdateWebACL`, `LockToken`), of a call that must not run twice
 * (Amazon EC2 Developer Guide, "Ensuring idempotency in Amazon EC2 API requests") and of the next page of an answer.
 */
const noSecret =
  /(?:lock|next|client|request|creation|change|idempotency|continuation|pagination|page)[_-]?tokens?$|^lock_?passwd$/i;

/** Whether a name is the name of a secret, whatever the value looks like. */
export const isNameOfSecret = (name: string): boolean => always.test(name.toLowerCase());

/** Whether a name is most likely the name of a secret: of a variable, or of what a text assigns. */
export const namesSecret = (name: string): boolean => sounds.test(name) && !about.test(name) && !noSecret.test(name);

/** Whether a value of the name is a secret if the value looks like one. */
export const mayNameSecret = (name: string): boolean =>
  (sounds.test(name) || mayAlso.test(name)) && !noSecret.test(name);
