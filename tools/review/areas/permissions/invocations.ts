import type { Access } from "../../../../analysis/policies/difference";
import { policyOfLambdaPermission } from "../../../../analysis/policies/lambda-permission";
import { isWithin } from "../../../../analysis/policies/requests";
import { policyOf } from "../../../../analysis/policies/statements";
import { type Estate, type Resource, type Side, attribute, isChanged, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { thingOf } from "../../things";
import { type Held, changeOf } from "./held";
import { finderOf } from "./named";
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
export const invocationFindings = (estate: Estate): readonly Finding[] => invokedOf(estate).flatMap(findingsOf);

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

function findingsOf({ thing, before, after }: Invoked): readonly Finding[] {
  const changed = [...new Set([...before, ...after].map(({ source }) => source))].filter(isChanged);
  if (changed.length === 0) return [];
  const change = changeOf(before, after);
  const name = thing === undefined ? "the function" : `the ${thingOf(thing)}`;
  const isGone = thing !== undefined && thing.after === undefined;
  const judgement: Judgement = {
    rule: "function-permission",
    thing: name,
    withoutResource: true,
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
    gained: change.gained.filter((access) => ownerOf(access, after, changed) === place),
    lost: change.lost.filter((access) => ownerOf(access, before, changed) === place),
  }));
  return [
    ...change.undecided.flatMap((one) => undecidedFindings([one], thingOf(one.held.source))),
    ...parts.flatMap(({ place, gained, lost }) => policyFindings({ ...change, gained, lost }, { place }, judgement)),
  ];
}

/** The changed permission that has the access. */
function ownerOf(access: Access, held: readonly Held[], changed: readonly Resource[]): Resource | undefined {
  const owner = held.find(({ source, document }) => {
    const policy = changed.includes(source) ? policyOf(document) : [];
    return "unknown" in policy ? false : policy.some((statement) => isWithin(access, { ...statement, unless: [] }));
  });
  return owner?.source ?? changed[0];
}
