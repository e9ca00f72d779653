/** Tells what a tool is at, on standard error, so that standard output stays what was asked for. */
export function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}
