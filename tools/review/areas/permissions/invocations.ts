import { policyOfLambdaPermission } from "../../../../analysis/policies/lambda-permission";
import { type Estate, type Resource, type Side, attribute, isChanged, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { listed } from "../../settings/words";
import { thingOf } from "../../things";
import { accountsOf, isForeign } from "./accounts";
import { type Caller, callersOf, mayCall, nameOfCalled } from "./callers";
import { type Held, changeOf } from "./held";
import type { Interruption } from "./interruptions";
import { finderOf } from "./named";
import { ownerOf } from "./owners";
import { type Judgement, policyFindings } from "./policy-access";
import { undecidedFindings } from "./undecided-findings";

/** One function, or one version or alias of it, with all permissions that its policy is made of. */
interface Invoked {
  readonly thing?: Resource;
  readonly before: Held[];
  readonly after: Held[];
}

const conditions = [
  "source_arn",
  "source_account",
  "principal_org_id",
  "function_url_auth_type",
  "event_source_token",
] as const;

/**
 * Who may invoke a function, by all its permissions together: each is a statement of the function's policy (AWS Lambda Developer
 * Guide, "Granting Lambda function access to AWS services").
 */
export function invocationFindings(estate: Estate): readonly Finding[] {
  const invoked = invokedOf(estate).filter(({ before, after }) =>
    [...before, ...after].some(({ source }) => isChanged(source)),
  );
  const callers = invoked.some(({ before }) => before.some(({ source }) => isChanged(source))) ? callersOf(estate) : [];
  const accounts = accountsOf(estate);
  return invoked.flatMap((one) => findingsOf(one, callers, accounts));
}

function invokedOf(estate: Estate): readonly Invoked[] {
  const find = finderOf(estate, "aws_lambda_function", ["function_name", "arn", "id"]);
  const found = new Map<string, Invoked>();
  for (const source of estate.ofType("aws_lambda_permission"))
    for (const side of ["before", "after"] as const) {
      if (source[side] === undefined) continue;
      const [named] = find(side, source, "function_name");
      const thing = named?.kind === "resource" ? named.resource : undefined;
      const name = named?.kind === "value" ? named.value : `${source.layer} ${(thing ?? source).address}`;
      const key = JSON.stringify([name, textOf(source[side], "qualifier")]);
      const one = found.get(key) ?? { before: [], after: [], ...(thing && { thing }) };
      found.set(key, one);
      one[side].push(heldOf(source, side));
    }
  return [...found.values()];
}

/** Who may invoke before and from where is asked anew, if the answer is known after apply, only of a permission that is new. */
function heldOf(source: Resource, side: Side): Held {
  const later = ["action", "principal", ...conditions].filter((name) => attribute(source[side], name) === unknown);
  const held = { source, label: "permission", path: later[0] ?? "principal" };
  const [action, principal] = [textOf(source[side], "action"), textOf(source[side], "principal")];
  if (action === undefined || principal === undefined || (later.length > 0 && source.before !== undefined))
    return { ...held, document: undefined };
  const values = conditions.map((name) => {
    const value =
      attribute(source[side], name) === unknown
        ? `\${known after apply ${source.layer} ${source.address}}`
        : textOf(source[side], name);
    return [name, value] as const;
  });
  return {
    ...held,
    document: {
      Statement: policyOfLambdaPermission({
        action,
        principal,
        // The function's own policy is about the function, however the permission calls the function.
        function_name: "*",
        ...Object.fromEntries(values.filter(([, value]) => value !== undefined)),
      }),
    },
  };
}

function findingsOf(
  { thing, before, after }: Invoked,
  callers: readonly Caller[],
  accounts: ReadonlySet<string>,
): readonly Finding[] {
  const changed = [...new Set([...before, ...after].map(({ source }) => source))].filter(isChanged);
  const change = changeOf(before, after);
  const name = thing === undefined ? "the function" : `the ${thingOf(thing)}`;
  const isGone = thing !== undefined && thing.after === undefined;
  const judgement: Judgement = {
    rule: "function-permission",
    thing: name,
    withoutResource: true,
    isForeign: (access) => isForeign(access, accounts),
    gains: ({ what }) =>
      !/:Source(?:Arn|Account) /i.test(what)
        ? `Nothing asks from where this caller comes: who can have it call, from another account too, can have ${name} invoked.`
        : `This caller may invoke ${name} from now on.`,
    losses: () =>
      isGone
        ? "The function is gone with its permissions."
        : `This caller is refused when it invokes ${name} from now on.`,
  };
  const parts = changed.map((place) => ({
    place,
    gained: change.gained.filter((access) => (ownerOf(access, after)?.source ?? changed[0]) === place),
    lost: change.lost.filter((access) => (ownerOf(access, before)?.source ?? changed[0]) === place),
  }));
  return [
    ...change.undecided.flatMap((one) => undecidedFindings([one], thingOf(one.held.source))),
    ...parts.flatMap(({ place, gained, lost }) => {
      const refused = callers.filter((one) => isRefused(one, place, after));
      return policyFindings(
        { ...change, gained, lost },
        { place },
        { ...judgement, ...(refused.length > 0 && { stops: () => stopOf(refused, name) }) },
      );
    }),
  ];
}

/** Whether the permission was what let the caller in, and none does any more. */
const isRefused = (caller: Caller, permission: Resource, after: readonly Held[]): boolean =>
  caller.calls === calledOf(permission) &&
  mayCall(caller, permission, "before") &&
  !after.some(({ source }) => mayCall(caller, source, "after"));

/** The function that a permission is about: by its name, or by its ARN. */
function calledOf({ before }: Resource): string | undefined {
  const name = textOf(before, "function_name")
    ?.replace(/^.*:function:/, "")
    .replace(":", " ");
  return name === undefined ? undefined : nameOfCalled(name, textOf(before, "qualifier"));
}

const stopOf = (refused: readonly Caller[], name: string): Interruption => ({
  consequence: "downtime",
  meaning: `${listed(refused.map((one) => one.name))} still ${refused.length === 1 ? "calls" : "call"} ${name}, and ${refused.length === 1 ? "is" : "are"} refused from now on.`,
});
