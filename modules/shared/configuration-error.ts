/**
 * An error in a user's configuration: a sentence for each fault, with the place, the value and the rule. Whoever catches it
 * prints the message alone: a stack trace would tell a user nothing.
 */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";

  constructor(readonly faults: readonly string[]) {
    super(faults.join("\n"));
  }

  /** Throws all the faults together, or returns when there are none. */
  static throwIfAny(faults: readonly string[]): void {
    if (faults.length > 0) throw new ConfigurationError(faults);
  }

  static of(fault: string | readonly string[]): ConfigurationError {
    return new ConfigurationError(typeof fault === "string" ? [fault] : fault);
  }
}
