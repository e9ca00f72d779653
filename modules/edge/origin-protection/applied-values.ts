import { DataResource, Fn } from "cdktf";
import { Construct } from "constructs";

export interface AppliedValuesProps {
  /**
   * The step of the rotation, from 1. A step to 2 or another even number sends the other value, which was already accepted.
   * A step to 3 or another odd number replaces the value that is no longer sent.
   */
  readonly generation: number;
}

/**
 * Mode `header-apply`: two values that Terraform makes. One is sent and both are accepted. An apply either sends the other
 * value or replaces one, never both, so that the sent value has been accepted since an earlier apply.
 *
 * The state of this layer keeps both values. A plan shows a value only when it is replaced, and then it is no longer sent.
 */
export class AppliedValues extends Construct {
  readonly sent: string;
  readonly accepted: readonly [string, string];
  /** Rises with every new value: the version of a write-only argument. */
  readonly version: number;

  constructor(scope: Construct, id: string, { generation }: AppliedValuesProps) {
    super(scope, id);
    // a is made at 1, 3, 7, 11, …, b at 1, 5, 9, …: after 1, while the other is sent.
    const made = { a: Math.floor((generation + 1) / 4) + 1, b: Math.floor((generation - 1) / 4) + 1 };
    const values = { a: this.value("a", made.a), b: this.value("b", made.b) };
    this.accepted = [values.a, values.b];
    this.sent = Math.floor(generation / 2) % 2 === 0 ? values.a : values.b;
    this.version = made.a + made.b - 1;
  }

  /**
   * Makes 32 letters and digits at apply, and keeps them: random but for 6 of their 128 bits (RFC 9562, UUID version 4).
   * Secrets Manager's random password as a data source would be read at every plan, and every plan would print it: the
   * password is the id of that data source.
   */
  private value(slot: string, made: number): string {
    const kept = new DataResource(this, slot, {
      input: Fn.sensitive(Fn.replace(Fn.uuid(), "-", "")) as Record<string, unknown>,
      triggersReplace: { made },
      lifecycle: { ignoreChanges: ["input"] },
    });
    return Fn.sensitive(kept.output) as string;
  }
}
