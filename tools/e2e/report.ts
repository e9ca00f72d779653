import { isInterrupted } from "../shared/clean-up";
import { ToolError, messageOf } from "../shared/errors";
import { progress } from "../shared/progress";

/** `not proved`: it was looked at, and the emulator's answer tells nothing about AWS. */
export type Outcome = "passed" | "failed" | "skipped" | "not proved";

export interface Check {
  /** The part of the run that it belongs to: `prod, control plane`. */
  readonly part: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly seconds: number;
  /** Why it did not pass, or what was found. */
  readonly detail?: string;
}

/** Ends a part of the run whose later steps need the one that failed; the failure itself is in the report already. */
export class PartStopped extends ToolError {
  override readonly name = "PartStopped";
}

/** What a run has found, part by part. */
export class Report {
  readonly checks: Check[] = [];
  /** What a reader has to know beside the outcomes: what was left out of the copy, what is not proved. */
  readonly notes: string[] = [];

  part(name: string): Part {
    return new Part(this, name);
  }

  note(line: string): void {
    this.notes.push(line);
  }

  counts(): Record<Outcome, number> {
    const count = (outcome: Outcome): number => this.checks.filter((check) => check.outcome === outcome).length;
    return {
      passed: count("passed"),
      failed: count("failed"),
      skipped: count("skipped"),
      "not proved": count("not proved"),
    };
  }
}

/** One part of a run: its checks are recorded, and told as they end. */
export class Part {
  constructor(
    private readonly report: Report,
    readonly name: string,
  ) {}

  /** A step that the following ones need: its failure is recorded and ends the part. */
  async step<Result>(name: string, work: () => Promise<Result> | Result): Promise<Result> {
    const began = performance.now();
    try {
      const result = await work();
      this.record(name, "passed", began);
      return result;
    } catch (error) {
      if (!(error instanceof PartStopped)) this.record(name, "failed", began, messageOf(error));
      throw error instanceof PartStopped ? error : new PartStopped(`${this.name}: ${name} failed`);
    }
  }

  /** A check that stands for itself: its failure is recorded, and the part goes on. `work` gives back what it found. */
  async check(name: string, work: () => Promise<string | undefined> | string | undefined): Promise<void> {
    const began = performance.now();
    try {
      this.record(name, "passed", began, await work());
    } catch (error) {
      this.record(name, "failed", began, messageOf(error));
    }
  }

  skip(name: string, why: string): void {
    this.record(name, "skipped", performance.now(), why);
  }

  notProved(name: string, why: string): void {
    this.record(name, "not proved", performance.now(), why);
  }

  note(line: string): void {
    progress(`[${this.name}] ${line}`);
    this.report.note(`${this.name}: ${line}`);
  }

  private record(name: string, outcome: Outcome, began: number, detail?: string): void {
    // What fails from then on fails because of that.
    if (isInterrupted()) return;
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    this.report.checks.push({ part: this.name, name, outcome, seconds, ...(detail ? { detail } : {}) });
    const told = outcome === "passed" ? `${name} (${seconds} s)` : `${outcome.toUpperCase()} ${name}: ${detail ?? ""}`;
    progress(`[${this.name}] ${told}`);
  }
}

/** Throws unless `actual` is `expected`, as JSON. */
export function expectEqual(what: string, actual: unknown, expected: unknown): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (found !== wanted) throw new ToolError(`${what} is ${found}; it should be ${wanted}`);
}
