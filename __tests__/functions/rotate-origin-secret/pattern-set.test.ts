import type { WAFV2Client } from "@aws-sdk/client-wafv2";
import { patternSet } from "../../../functions/rotate-origin-secret/pattern-set";
import { clientThat, named } from "./client";
import { valueOf } from "./ports";

const name = { id: "an-id", name: "lab-edge-origin", scope: "REGIONAL" } as const;
const [a, b, c] = ["a", "b", "c"].map(valueOf) as [string, string, string];

/** A pattern set whose lock token is the number of its changes; `meanwhile` happens before the first write. */
function setOf(patterns: string[], meanwhile?: () => string[]) {
  const state = { patterns, changes: 0, meanwhile };
  const client = clientThat((command, { RegularExpressionList, LockToken }) => {
    if (command === "GetRegexPatternSetCommand")
      return {
        LockToken: String(state.changes),
        RegexPatternSet: {
          Description: "Accepted values",
          RegularExpressionList: state.patterns.map((RegexString) => ({ RegexString })),
        },
      };
    if (state.meanwhile) {
      state.patterns = state.meanwhile();
      state.changes++;
      state.meanwhile = undefined;
    }
    if (LockToken !== String(state.changes)) throw named("WAFOptimisticLockException");
    state.patterns = (RegularExpressionList as { RegexString: string }[]).map(({ RegexString }) => RegexString);
    state.changes++;
    return {};
  });
  return { state, calls: client.calls, accepted: patternSet(client as unknown as WAFV2Client, name) };
}

test("reads the values, and none of the patterns that are not its own", async () => {
  const { accepted } = setOf([`^${a}$`, "^\\x00$", ".*", b, `^${c}$`]);
  expect(await accepted.read()).toEqual([a, c]);
});

test("replaces the patterns, with the lock token and the description, and nothing else", async () => {
  const { accepted, calls } = setOf([`^${a}$`]);
  expect(await accepted.change((values) => Promise.resolve([...values, b]))).toBe(true);
  expect(calls).toEqual([
    ["GetRegexPatternSetCommand", { Id: "an-id", Name: "lab-edge-origin", Scope: "REGIONAL" }],
    [
      "UpdateRegexPatternSetCommand",
      {
        Id: "an-id",
        Name: "lab-edge-origin",
        Scope: "REGIONAL",
        Description: "Accepted values",
        LockToken: "0",
        RegularExpressionList: [{ RegexString: `^${a}$` }, { RegexString: `^${b}$` }],
      },
    ],
  ]);
});

test("writes nothing where the values are the same, in whatever order", async () => {
  const { accepted, calls } = setOf([`^${a}$`, `^${b}$`]);
  expect(await accepted.change(() => Promise.resolve([b, a]))).toBe(false);
  expect(calls.map(([command]) => command)).toEqual(["GetRegexPatternSetCommand"]);
});

test("takes the pattern that accepts nothing away with the first value", async () => {
  const { accepted, state } = setOf(["^\\x00$"]);
  expect(await accepted.change((values) => Promise.resolve([...values, a]))).toBe(true);
  expect(state.patterns).toEqual([`^${a}$`]);
});

test("decides anew where another change came between", async () => {
  const { accepted, state } = setOf([`^${a}$`], () => [`^${a}$`, `^${b}$`]);
  expect(await accepted.change((values) => Promise.resolve([...values, c]))).toBe(true);
  expect(state.patterns).toEqual([a, b, c].map((value) => `^${value}$`));
});

test("gives up where the lock is never its own, and at once at any other fault", async () => {
  const failing = (fault: Error) => {
    const client = clientThat((command) => {
      if (command === "UpdateRegexPatternSetCommand") throw fault;
      return { LockToken: "0", RegexPatternSet: { RegularExpressionList: [] } };
    });
    return { calls: client.calls, accepted: patternSet(client as unknown as WAFV2Client, name) };
  };
  for (const [fault, tries] of [
    ["WAFOptimisticLockException", 5],
    ["WAFNonexistentItemException", 1],
  ] as const) {
    const { accepted, calls } = failing(named(fault));
    await expect(accepted.change(() => Promise.resolve([a]))).rejects.toThrow(fault);
    expect(calls).toHaveLength(2 * tries);
  }
});
