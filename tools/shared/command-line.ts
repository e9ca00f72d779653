import { type ParseArgsConfig, parseArgs } from "node:util";

import { cleanUp, isInterrupted } from "./clean-up";
import { ToolError, messageOf } from "./errors";

export interface Option {
  readonly type: "boolean" | "string";
  /** How the value is named in the help text, for a string. */
  readonly value?: string;
  readonly description: string;
}

export interface Tool<Options extends Readonly<Record<string, Option>>> {
  /** As it is called: `npm run validate`. */
  readonly command: string;
  /** What it does, in a sentence or two. */
  readonly summary: string;
  /** The arguments as the help text has them, such as `[<environment>...]`; without them the tool takes none. */
  readonly arguments?: string;
  readonly options: Options;
  /** What each exit status means, apart from those that all tools share. */
  readonly exitStatuses: Readonly<Record<number, string>>;
}

export type Values<Options extends Readonly<Record<string, Option>>> = {
  readonly [Name in keyof Options]?: Options[Name]["type"] extends "boolean" ? boolean : string;
};

const shared: Readonly<Record<number, string>> = {
  2: "the command line is wrong",
  3: "a program that the command needs is not installed: npm run doctor",
  130: "the command was interrupted (143: the command was terminated)",
};

/**
 * Runs a tool: reads its command line, answers `--help`, prints a fault without a stack trace, ends what it started
 * and removes what it made, and sets the exit status that `work` gives.
 */
export async function runTool<const Options extends Readonly<Record<string, Option>>>(
  tool: Tool<Options>,
  work: (values: Values<Options>, names: readonly string[]) => Promise<number>,
): Promise<void> {
  // A reader such as `head` that has seen enough is no fault.
  process.stdout.on("error", () => undefined);
  let status: number;
  try {
    const { values, positionals } = readCommandLine(tool);
    if ("help" in values && values["help"] === true) {
      process.stdout.write(`${helpText(tool)}\n`);
      status = 0;
    } else {
      status = await work(values as Values<Options>, positionals);
    }
  } catch (error) {
    if (!isInterrupted()) process.stderr.write(`${told(error)}\n`);
    status = error instanceof ToolError ? error.exitStatus : 1;
  }
  await cleanUp();
  // On a signal the handler exits, with the status of the signal.
  if (!isInterrupted()) process.exitCode = status;
}

function helpText(tool: Tool<Readonly<Record<string, Option>>>): string {
  const help: Option = { type: "boolean", description: "Prints this help." };
  const options = Object.entries<Option>({ ...tool.options, help });
  const flags = options.map(([name, { value }]) => `--${name}${value === undefined ? "" : ` <${value}>`}`);
  const width = Math.max(...flags.map((flag) => flag.length));
  const statuses = Object.entries({ ...shared, ...tool.exitStatuses });
  const names = tool.arguments === undefined ? "" : `${tool.arguments} `;
  return [
    `${tool.command} -- ${names}[options]`,
    "",
    tool.summary,
    "",
    "Options:",
    ...options.map(([, { description }], index) => `  ${(flags[index] ?? "").padEnd(width)}  ${description}`),
    "",
    "Exit status:",
    ...statuses.map(([status, meaning]) => `  ${status.padEnd(width)}  ${meaning}`),
  ].join("\n");
}

function readCommandLine(tool: Tool<Readonly<Record<string, Option>>>): {
  values: Readonly<Record<string, unknown>>;
  positionals: string[];
} {
  const options: NonNullable<ParseArgsConfig["options"]> = { help: { type: "boolean" } };
  for (const [name, { type }] of Object.entries(tool.options)) options[name] = { type };
  try {
    return parseArgs({ options, allowPositionals: tool.arguments !== undefined, args: process.argv.slice(2) });
  } catch (error) {
    // Node goes on to tell of a notation that npm makes no use of.
    const [fault] = messageOf(error).split(". To specify");
    throw new ToolError(`${fault ?? ""}\n${tool.command} -- --help shows the options.`, 2);
  }
}

/** A fault of the tool itself keeps its trace behind a variable: a reader of the message has no use for it. */
function told(error: unknown): string {
  if (error instanceof ToolError) return error.message;
  if (process.env["PALISADE_TRACE"] && error instanceof Error) return error.stack ?? error.message;
  return `${messageOf(error)}\nThis is a fault of the tool; PALISADE_TRACE=1 shows where.`;
}
