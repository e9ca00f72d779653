/** A fault that the user can act on: its message is printed as it stands, without a stack trace. */
export class ToolError extends Error {
  override readonly name: string = "ToolError";
  /** What the process exits with. @default 1 */
  readonly exitStatus: number;

  constructor(message: string, exitStatus = 1) {
    super(message);
    this.exitStatus = exitStatus;
  }
}

/** Something that this machine lacks. The message says what it is, where it was looked for, and the line that installs it. */
export class MissingTool extends ToolError {
  override readonly name = "MissingTool";

  constructor(
    /** What is missing, in one or two words: `terraform`, `AWS provider`. */
    readonly tool: string,
    message: string,
  ) {
    super(message, 3);
  }
}

/**
 * Whether what needs a program that is missing fails, instead of being skipped by name: `PALISADE_REQUIRE_PROGRAMS=true`, as
 * `.ci/run` sets it.
 */
export const requiresPrograms = (): boolean => process.env["PALISADE_REQUIRE_PROGRAMS"] === "true";

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
