import { DataResource, Fn } from "cdktf";
import { Construct } from "constructs";

export interface AppliedValuesProps {
  /**
   * Where the values are in their course, from 1. To 2 and every even number: the other value is sent, which was accepted
   * all the while. To 3 and every odd number: a new value is accepted, in the place of the one that is sent no more.
   */
  readonly generation: number;
}

/**
 * Mode `header-apply`: two values that Terraform makes, of which one is sent and both are accepted. An apply
 * either sends the other or makes one anew, never both, so that what is sent has been accepted since an apply before.
 *
 * The state of this layer keeps them. Plans show neither, but for one that is replaced, which nothing sends any more.
 */
export class AppliedValues extends Construct {
  readonly sent: string;
  readonly accepted: readonly [string, string];
  /** Another number with every value that is made, for an argument that Terraform only writes. */
  readonly version: number;

  constructor(scope: Construct, id: string, { generation }: AppliedValuesProps) {
    super(scope, id);
    // a is made with 1, 3, 7, 11, …, b with 1, 5, 9, …: each while the other is sent.
    const made = { a: Math.floor((generation + 1) / 4) + 1, b: Math.floor((generation - 1) / 4) + 1 };
    const values = { a: this.value("a", made.a), b: this.value("b", made.b) };
    this.accepted = [values.a, values.b];
    this.sent = Math.floor(generation / 2) % 2 === 0 ? values.a : values.b;
    this.version = made.a + made.b - 1;
  }

  /**
   * 32 letters and digits, at random but for 6 of their 128 bits (RFC 9562, UUID version 4), made while Terraform
   * applies and then kept. Secrets Manager's random password as a data source would be read with every plan, and printed
   * by each: it is the id of that data source.
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
