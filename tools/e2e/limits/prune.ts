import { bodiesByAddress, naming, refersTo, removeAddress, without, type EditedConfiguration } from "./configuration";
import { means, type CannotMake } from "./limit";

/** A stack's configuration, to be changed in place. Stacks come in deploy order. */
export interface PrunableStack {
  readonly name: string;
  readonly environment: string;
  readonly layer: string;
  readonly configuration: EditedConfiguration;
  /** The blocks of its `terraform.tf`. */
  blocks: readonly string[];
}

export interface Removal {
  readonly stack: string;
  /** An address, an address with an argument, or `output.<name>`. */
  readonly what: string;
  /** The line that asks for it. */
  readonly limit: CannotMake;
  /** What it refers to, where it goes only for that. */
  readonly refersTo?: string;
}

/**
 * Takes out of the stacks of one environment what the lines say the emulator cannot make, and whatever refers to it,
 * also in the layers above, and gives back all that went. A mere `depends_on` is dropped; what it stood in stays. So is a
 * block of `terraform.tf`, such as an import, that names what is gone.
 */
export function prune(stacks: readonly PrunableStack[], limits: readonly CannotMake[]): Removal[] {
  const removals: Removal[] = [];
  for (const limit of limits) {
    for (const stack of stacks) {
      for (const address of bodiesByAddress(stack.configuration).keys()) {
        if (!means(limit, address)) continue;
        if (limit.argument === undefined) {
          removals.push(
            { stack: stack.name, what: address, limit },
            ...removeWithReferences(stacks, stack, address, limit),
          );
        } else if (removeArgument(bodiesByAddress(stack.configuration).get(address), limit.argument.split("."))) {
          removals.push({ stack: stack.name, what: `${address}.${limit.argument}`, limit });
        }
      }
    }
  }
  return removals;
}

function removeWithReferences(
  stacks: readonly PrunableStack[],
  stack: PrunableStack,
  address: string,
  limit: CannotMake,
): Removal[] {
  const { configuration, name } = stack;
  removeAddress(configuration, address);
  stack.blocks = stack.blocks.filter((block) => !naming(address).test(block));
  const removals: Removal[] = [];
  for (const [other, body] of bodiesByAddress(configuration)) {
    dropDependency(body, address);
    if (!refersTo(body, address) || !bodiesByAddress(configuration).has(other)) continue;
    removals.push({ stack: name, what: other, limit, refersTo: address });
    removals.push(...removeWithReferences(stacks, stack, other, limit));
  }
  for (const [output, body] of Object.entries(configuration.output ?? {})) {
    if (!refersTo(body, address) || configuration.output?.[output] === undefined) continue;
    configuration.output = without(configuration.output, output);
    removals.push({ stack: name, what: `output.${output}`, limit, refersTo: address });
    removals.push(...removeReaders(stacks, stack, output, limit));
  }
  return removals;
}

/** An output that is gone takes along what reads it in the layers above. */
function removeReaders(
  stacks: readonly PrunableStack[],
  owner: PrunableStack,
  output: string,
  limit: CannotMake,
): Removal[] {
  const reference = `data.terraform_remote_state.${owner.layer}.outputs.${output}`;
  return stacks
    .filter((stack) => stack.environment === owner.environment && stack !== owner)
    .flatMap((stack) =>
      [...bodiesByAddress(stack.configuration)]
        .filter(([address, body]) => refersTo(body, reference) && bodiesByAddress(stack.configuration).has(address))
        .flatMap(([address]) => [
          { stack: stack.name, what: address, limit, refersTo: reference },
          ...removeWithReferences(stacks, stack, address, limit),
        ]),
    );
}

function dropDependency(body: Record<string, unknown>, address: string): void {
  const dependencies = body["depends_on"];
  if (!Array.isArray(dependencies)) return;
  const left = dependencies.filter((dependency) => dependency !== address);
  if (left.length > 0) body["depends_on"] = left;
  else delete body["depends_on"];
}

/** Takes the argument at `path` out of `body`; false where it is not there. `*` stands for every item of a list. */
function removeArgument(body: unknown, path: readonly string[]): boolean {
  const [key = "", ...rest] = path;
  if (typeof body !== "object" || body === null) return false;
  if (key === "*")
    return Object.values(body)
      .map((item) => removeArgument(item, rest))
      .includes(true);
  if (!(key in body)) return false;
  const record = body as Record<string, unknown>;
  if (rest.length > 0) return removeArgument(record[key], rest);
  Reflect.deleteProperty(record, key);
  return true;
}
