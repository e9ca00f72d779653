import { gunzipSync } from "node:zlib";

import { namesSecret } from "./secret-names";

/**
 * A name, and after the sign what the name is given: in quotes, or up to where the value ends. Each part has an end, so that a long
 * line takes no longer than many short ones.
 */
const assignments =
  /(?<![\w.-])(?<=(?<dollar>\$?))(?<name>[\w.-]{1,80})(?<closing>\\?["'`])?(?<sign>[ \t]{0,40}(?::=|=>|[=:])(?![=:])[ \t]{0,40})(?=\\?(?<quote>["'])(?<quoted>(?:(?!\k<quote>)[^\\\n]){1,400})|(?<bare>[^\s"'`,;&|#\\]{1,200})(?<rest>.{0,200}))/g;

/** `--password VALUE` */
const options = /(?<![\w-])--(?<name>[\w-]{1,80})[ \t]{1,40}(?=["']?(?<value>[^\s"'`;&|-][^\s"'`;&|]{0,200}))/g;

/** Whether a text gives a secret to a name: `PASSWORD=…`, `token: …`, `--password …`. */
export function assignsSecret(text: string): boolean {
  return [...text.matchAll(assignments)].some(isSecret) || [...text.matchAll(options)].some(isSecretOption);
}

function isSecret({ groups = {} }: RegExpMatchArray): boolean {
  const { dollar, name = "", closing, sign, quoted, bare = "", rest = "" } = groups;
  // A shell compares what a variable has: `[ "$TOKEN" = none ]`.
  if (!namesSecret(name) || (dollar !== "" && closing !== undefined)) return false;
  if (quoted !== undefined) return isLiteral(quoted);
  // Where the sign has no space beside it, as in a shell, the value ends with the word; elsewhere it ends with the line.
  if (sign === "=") return isLiteral(bare);
  // YAML has a space there, and what an ARN is made of has none.
  if (sign === ":") return false;
  return isLiteral(bare) && !isCode.test(bare) && /^[ \t]*(?:[,}\]].*|#.*)?$/.test(rest);
}

const isSecretOption = ({ groups = {} }: RegExpMatchArray): boolean =>
  namesSecret(groups["name"] ?? "") && isLiteral(groups["value"] ?? "");

/** Another value of a program: `config.password`. */
const isCode = /^[a-z_]\w*(?:\.[a-z_]\w*)+$/i;

/** What names a value, and is none: a variable, a call, the place of a secret, a switch or a small number. */
const reference =
  /^(?:\$[\w({]|%\w+%|<|\*+$|[[{(]|[\w.]+\(|arn:|https?:\/\/|(?:resolve|ssm|secretsmanager|vault):|(?:\/[\w.-]+)+\/?$|(?:true|false|yes|no|on|off|null|none|undefined)$|\d{1,5}$)|\$\{|\{\{|\$\(/i;

/** Whether a text is a value itself. */
export const isLiteral = (value: string): boolean => value.length >= 4 && !reference.test(value);

/** How many times one text is written in another: a file of cloud-init in user data, which a launch template has in base64. */
const deepest = 3;

/** The text, and each text that is written in it in base64, packed by gzip or not. */
export function readings(text: string, depth = deepest): readonly string[] {
  if (depth === 0) return [text];
  const runs = /^[\w+/\s]+={0,2}\s*$/.test(text)
    ? [text.replaceAll(/\s/g, "")]
    : text.match(/[A-Za-z0-9+/]{16,}={0,2}/g);
  return [text, ...(runs ?? []).flatMap((run) => decoded(run) ?? []).flatMap((one) => readings(one, depth - 1))];
}

/** The text behind base64; undefined where that is no text. */
function decoded(run: string): string | undefined {
  const bytes = Buffer.from(run, "base64");
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(bytes) : bytes)?.toString("utf8");
  // A text has no sign that is no character, and of the control characters no other than those that part lines.
  return text === undefined || /\uFFFD|(?![\t\n\r])\p{Cc}/u.test(text) ? undefined : text;
}

/** User data has 16 KB at most (Amazon EC2 User Guide, "Run commands when you launch an EC2 instance with user data input"). */
function unpacked(bytes: Buffer): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: 1 << 20 });
  } catch {
    return undefined;
  }
}
