import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, statSync } from "node:fs";

import { messageOf } from "../shared/errors";

/**
 * The text for the log of a workflow. Names in a page are other people's: between these two lines the runner obeys no line
 * (GitHub Docs, "Workflow commands for GitHub Actions", "Stopping and starting workflow commands").
 */
export function forLog(text: string, isWorkflow: boolean, token: string = randomUUID()): string {
  const ended = text.endsWith("\n") ? text : `${text}\n`;
  return isWorkflow ? `::stop-commands::${token}\n${ended}::${token}::\n` : ended;
}

/** The summary of a step has 1 MiB at most (GitHub Docs, "Workflow commands for GitHub Actions", "Step isolation and limits"). */
const largestSummary = 1024 * 1024;

/** Adds a page to the summary of the step, and tells why where it cannot. */
export function addToSummary(file: string, text: string): string | undefined {
  try {
    const has = existsSync(file) ? statSync(file).size : 0;
    if (has + Buffer.byteLength(text) > largestSummary) return "the summary of the step would have more than 1 MiB";
    appendFileSync(file, text);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
