import type { Api } from "../../apis/api";
import { environmentApis } from "../../apis/environment";
import type { SynthesizedStack } from "../../shared/synthesize";
import { deniesAddress } from "../../smoke/entry";

/** Two addresses of this machine, the second of which a resource policy denies in the copy. */
export const callers = { admitted: "127.0.0.1", denied: "127.0.0.2" } as const;

interface ByAddress {
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * What stands in resource policies for addresses of the internet, and what it is on this machine: the first range of each
 * condition, since a list with the same range twice would be another one when it is read back.
 */
export function callersOf(stacks: readonly SynthesizedStack[]): Map<string, string> {
  const given = new Map<string, string>();
  for (const { policy } of restApisOf(stacks)) {
    for (const { Condition = {} } of policy as readonly ByAddress[]) {
      for (const [operator, keys] of Object.entries(Condition)) {
        const stand = { IpAddress: callers.denied, NotIpAddress: callers.admitted }[operator];
        const [range] = Object.entries(keys).flatMap(([key, value]) =>
          key.toLowerCase() === "aws:sourceip" ? [value].flat() : [],
        );
        if (stand !== undefined && range !== undefined) given.set(range, `${stand}/32`);
      }
    }
  }
  return given;
}

/** An address of the internet that the policy denies; undefined where it denies none. */
export function deniedAddress({ policy }: Pick<Api, "policy">): string | undefined {
  const ranges = JSON.stringify(policy).match(/\b\d+(?:\.\d+){3}(?=\/\d+")/g) ?? [];
  return [...ranges, "192.0.2.1", "198.51.100.1"].find((address) => deniesAddress(policy, address));
}

const restApisOf = (stacks: readonly SynthesizedStack[]): Api[] =>
  environmentApis(stacks).flatMap(({ apis }) => apis.filter(({ kind }) => kind === "REST"));
