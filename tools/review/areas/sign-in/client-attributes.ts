import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { unknown, elementsOf } from "../../plan/normal";
import { without } from "../../settings/paths";
import { sidesOf, unknownAfter, withPlace } from "../../settings/setting";
import { allOf, wordsOf } from "../../settings/words";

/**
 * Without a list, a client may read or write every standard attribute (Amazon Cognito User Pools API reference,
 * "UserPoolClientType", `ReadAttributes` and `WriteAttributes`).
 */
export function attributeFindings(client: Resource): readonly Finding[] {
  return (["read", "write"] as const).flatMap((verb) => {
    const path = `${verb}_attributes`;
    const [before, after] = sidesOf(client, path);
    const rule = "user-pool-client-attributes";
    const part = `attributes that the client may ${verb}`;
    if (after === unknown) return [withPlace(unknownAfter(rule, part, allOf(before)), client, path)];
    const [hadAll, hasAll] = [before, after].map((one) => elementsOf(one).length === 0);
    // A list may name what is in no client by itself.
    const isBeyond = hadAll === true && elementsOf(after).some((one) => /^(?:custom|dev):/.test(wordsOf(one)));
    const more =
      isBeyond || (hadAll !== true && (hasAll === true || without(elementsOf(after), elementsOf(before)).length > 0));
    const less = hasAll !== true && (hadAll === true || without(elementsOf(before), elementsOf(after)).length > 0);
    const words = { before: wordsOfAll(before, hadAll), after: wordsOfAll(after, hasAll) };
    const finding = { rule, consequence: "privilege gained", part, ...words } as const;
    const does = verb === "read" ? "read" : "change";
    const found = [
      ...(more
        ? [{ ...finding, direction: "weaker", meaning: `Apps may ${does} more of what a user has.` } as const]
        : []),
      ...(less
        ? [{ ...finding, direction: "stronger", meaning: `Apps may ${does} less of what a user has.` } as const]
        : []),
    ];
    return found.map((one) => withPlace(one, client, path));
  });
}

const wordsOfAll = (value: Parameters<typeof allOf>[0], isAll: boolean | undefined): string =>
  isAll === true ? "all standard attributes" : allOf(value);
