import { TerraformOutput, Token } from "cdktf";
import { ConfigurationError } from "../../modules/shared/configuration-error";
import { snakeCase } from "../../modules/shared/snake-case";
import type { LayerStack } from "./layer-stack";
import type { LayerStateReader } from "./layer-state";

interface PromisedOutput {
  readonly type: "string" | "list";
  /** What the output identifies, for readers of `terraform output`. */
  readonly description: string;
  /** The switch without which the output does not exist. @default it always exists */
  readonly when?: string;
}

export type Promises = Readonly<Record<string, PromisedOutput>>;

type Value<O extends PromisedOutput> = O["type"] extends "list" ? string[] : string;

/** What the owner publishes. Only an output with `when` may be undefined. */
type Published<P extends Promises> = {
  readonly [K in keyof P]: P[K]["when"] extends string ? Value<P[K]> | undefined : Value<P[K]>;
};

/** A list whose length is known at apply. At synth its length is one: a loop over it would make one item, silently. */
type RemoteList = string[] & {
  readonly [Symbol.iterator]: never;
  readonly map: never;
  readonly flatMap: never;
  readonly forEach: never;
  readonly length: never;
};

export type Received<P extends Promises> = {
  readonly [K in keyof P]: P[K]["type"] extends "list" ? RemoteList : string;
};

/** What one layer promises the layers above it: identifiers, never secrets, since remote state redacts nothing. */
export class LayerOutputs<const P extends Promises> {
  constructor(
    private readonly owner: LayerStack,
    private readonly promises: P,
    private readonly values: Published<P>,
  ) {
    for (const [name, { description }] of Object.entries(promises)) {
      const value = values[name];
      if (value !== undefined) new TerraformOutput(owner, snakeCase(name), { value, description });
    }
  }

  /**
   * Resolves the promises inside `reader`, which from then on deploys after their owner.
   *
   * @throws ConfigurationError when an output is read whose switch is off
   */
  readInto(reader: LayerStack): Received<P> {
    const state = reader.readerOf(this.owner);
    const received = Object.defineProperties(
      {},
      Object.fromEntries(
        Object.entries(this.promises).map(([name, promise]) => [
          name,
          { enumerable: true, get: () => this.receive(state, name, promise) },
        ]),
      ),
    );
    return received as Received<P>;
  }

  /** Deploys `later` after the owner, for a layer that reads no output of the owner and still must not come first. */
  deploysBefore(later: LayerStack): void {
    later.addDependency(this.owner);
  }

  private receive(state: LayerStateReader, name: string, { type, when }: PromisedOutput): string | string[] {
    if (this.values[name] === undefined) {
      throw ConfigurationError.of(
        `environments.${this.owner.environment.name}: ${this.owner.layer} publishes no ${snakeCase(name)}, an output that exists only with ${when ?? "its switch"}`,
      );
    }
    const reference = state.get(snakeCase(name));
    return type === "list" ? Token.asList(reference) : Token.asString(reference);
  }
}
