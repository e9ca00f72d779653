import type { Place } from "../../estate";
import { type Normal, JsonText, isList, isObject, isSet } from "../../plan/normal";
import { Redacted } from "../../plan/redacted";
import { namesSecret } from "../../plan/secret-names";
import { looksLikeKey } from "../../plan/secrets";

/** A value that is not shown, and where it stands. */
export interface Hidden {
  /** As the paths of changes are written, except for positions in lists. */
  readonly path: string;
  /** The names of the path. */
  readonly names: readonly string[];
  readonly value: Redacted;
}

/** Whether a variable has a secret in it, by what is known of its value or by its name. */
export const isSecretVariable = (name: string, value: Normal | undefined): boolean =>
  value instanceof Redacted && (isKnownSecret(value) || namesSecret(name));

/** A variable and user data are hidden whatever is in them. */
export const isKnownSecret = ({ why }: Redacted): boolean =>
  why === "shaped as a key" || why === "marked sensitive" || why === "named as a secret";

/** Every value of a resource or an output that is not shown. */
export function hiddenIn(value: Normal | undefined, names: readonly string[] = []): readonly Hidden[] {
  if (value instanceof Redacted) return [{ path: pathOf(names), names, value }];
  if (value instanceof JsonText) return hiddenIn(value.value, names);
  if (isList(value) || isSet(value)) return [...value].flatMap((one) => hiddenIn(one, names));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    hiddenIn(part, [...names, looksLikeKey(name) ? "(sensitive value)" : name]),
  );
}

const pathOf = (names: readonly string[]): string =>
  names.map((name) => (/^[\w-]+$/.test(name) ? name : JSON.stringify(name))).join(".");

/** Secrets that AWS or the provider makes, and no configuration gives. */
const madeByAws: ReadonlySet<string> = new Set([
  "aws_api_gateway_api_key.value",
  "aws_api_gateway_usage_plan_key.value",
  "aws_cognito_user_pool_client.client_secret",
  "aws_iam_access_key.secret",
  "aws_iam_access_key.ses_smtp_password_v4",
  "random_password.result",
  "random_password.bcrypt_hash",
  "tls_private_key.private_key_pem",
  "tls_private_key.private_key_openssh",
  "tls_private_key.private_key_pem_pkcs8",
]);

/** Whether an attribute is such a secret. */
export const isMadeByAws = ({ type }: Pick<Place, "type">, path: string): boolean => madeByAws.has(`${type}.${path}`);
