import { ToolError } from "../../shared/errors";

export interface JsonOfPlan {
  readonly json: unknown;
  /** How many whole lines before the JSON were left out. */
  readonly droppedLines: number;
}

const remedy = "give the whole output of terraform show -json PLAN, and set -o pipefail where it comes through a pipe";

/**
 * Reads the JSON of a plan. Whole lines before the line that begins with `{` are left out and counted: the wrapper of
 * hashicorp/setup-terraform prints the command there, and nothing of the plan can be in a line before it. Text after the JSON is
 * refused, since it may be a second plan.
 * @param source how a message names the input
 */
export function readJsonOfPlan(text: string, source: string): JsonOfPlan {
  if (text.startsWith("PK\u0003\u0004")) throw refusal(`${source} is a plan file, which is not JSON; ${remedy}`);
  const start = /^[ \t]*\{/m.exec(text.startsWith("\uFEFF") ? text.slice(1) : text);
  if (text.trim() === "") throw refusal(`${source} is empty; ${remedy}`);
  if (start === null) {
    throw refusal(`${source} is not JSON: no line of it begins with "{"; ${remedy}`);
  }
  const from = start.index + (text.startsWith("\uFEFF") ? 1 : 0);
  const droppedLines = text
    .slice(0, from)
    .split("\n")
    .filter((line) => line.replace("\uFEFF", "").trim() !== "").length;
  const body = text.slice(from);
  try {
    return { json: JSON.parse(body) as unknown, droppedLines };
  } catch {
    // The message of JSON.parse quotes the text, in which secrets stand.
    const { position, cut } = faultOf(body);
    const where = `character ${from + position + 1} of ${text.length}`;
    throw refusal(
      cut
        ? `${source} is cut: the JSON does not end, up to its last character, ${text.length}; ${remedy}`
        : `${source} is not the JSON of one plan: what stands at ${where} does not belong there; ${remedy}`,
    );
  }
}

export const refusal = (message: string): ToolError => new ToolError(message, 2);

/** A string (without the control characters that JSON refuses), a number, a word or a sign of JSON (RFC 8259), after white space. */
const token =
  /[ \t\n\r]*(?:("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true\b|false\b|null\b)|([{}[\],:]))/uy;

/** Where a text stops being JSON; `cut` if it is the start of a JSON text. It is asked only of a text that JSON.parse refuses. */
function faultOf(text: string): { readonly position: number; readonly cut: boolean } {
  const open: string[] = [];
  let expected: "value" | "first value" | "key" | "first key" | "colon" | "next" = "value";
  let position = 0;
  for (;;) {
    token.lastIndex = position;
    const match = token.exec(text);
    if (match === null) return { position: skipSpace(text, position), cut: isCut(text, position) };
    const [all, string, scalar, sign] = match;
    const at = position + all.length - (string ?? scalar ?? sign ?? "").length;
    const fault = { position: at, cut: false };
    const closes = sign === (open.at(-1) === "{" ? "}" : "]");
    if (open.length === 0 && expected === "next") return fault;
    if (sign === "}" || sign === "]") {
      if (!closes || !/^(?:next|first)/.test(expected)) return fault;
      if ((expected === "first key") !== (sign === "}") && expected !== "next") return fault;
      open.pop();
      expected = "next";
    } else if (sign === ",") {
      if (expected !== "next") return fault;
      expected = open.at(-1) === "{" ? "key" : "value";
    } else if (sign === ":") {
      if (expected !== "colon") return fault;
      expected = "value";
    } else if (/key$/.test(expected)) {
      if (string === undefined) return fault;
      expected = "colon";
    } else if (!/value$/.test(expected)) {
      return fault;
    } else if (sign === undefined) {
      expected = "next";
    } else {
      open.push(sign);
      expected = sign === "{" ? "first key" : "first value";
    }
    position += all.length;
  }
}

const skipSpace = (text: string, from: number): number => text.length - text.slice(from).trimStart().length;

/** Whether the rest of a text is the start of a token, or nothing. */
function isCut(text: string, from: number): boolean {
  const rest = text.slice(from).trim();
  const word = ["true", "false", "null"].some((one) => one.startsWith(rest));
  return (
    word || /^"(?:[^"\\\p{Cc}]|\\.)*\\?(?:u[\da-fA-F]{0,3})?$/u.test(rest) || /^-?\d*\.?\d*(?:[eE][+-]?)?$/.test(rest)
  );
}
