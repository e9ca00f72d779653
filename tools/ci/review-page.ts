import { createHash } from "node:crypto";

/** A page of `npm run review` in Markdown, as a file or as a comment has it. */
export interface ReviewPage {
  readonly text: string;
  readonly environment: string;
  /** SHA-256 of the page, as its hidden line says. */
  readonly hash: string;
  /** Whether the page has this hash: nobody has edited it. */
  readonly isIntact: boolean;
  /** Whether the plans change nothing at all. */
  readonly isQuiet: boolean;
  /** What `--expect` takes. */
  readonly digest: string;
}

const form = /^(# [^\n]*)\n<!-- palisade-review environment=([\w.%~]+) body=sha256:([0-9a-f]{64}) -->\n/;

/** Reads a page; undefined where the text is another one, such as somebody's comment that quotes a page. */
export function readPage(given: string): ReviewPage | undefined {
  const text = given.replaceAll("\r\n", "\n");
  const [marked, title = "", environment = "", hash = ""] = form.exec(text) ?? [];
  if (marked === undefined) return undefined;
  // The digest is the last of its kind: above stand names that others gave.
  const digest = [...text.matchAll(/^digest: `(sha256:[^`\s]+)`$/gm)].at(-1)?.[1];
  const named = decoded(environment);
  if (digest === undefined || named === undefined) return undefined;
  const body = `${title}\n${text.slice(marked.length)}`;
  return {
    text,
    environment: named,
    hash,
    // A comment may come back without the line end at its end.
    isIntact: [body, `${body}\n`].some((one) => hashOf(one) === hash),
    isQuiet: /: no change(?: any more)?$/.test(title),
    digest,
  };
}

/** The page for a comment that showed changes: what was there is gone. */
export function withoutChangesAnyMore(page: ReviewPage): string {
  const [title = "", marker = "", ...rest] = page.text.split("\n");
  const lines = [title.replace(/: no change$/, ": no change any more"), ...rest];
  const [first = "", ...others] = lines;
  return [first, marker.replace(page.hash, hashOf(lines.join("\n"))), ...others].join("\n");
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
