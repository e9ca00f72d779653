import { permissions } from "../../../../../tools/review/areas/permissions";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";

export type Statement = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, unknown>>;

export const policy = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

export const allow = (Action: unknown, Resource: unknown = "*", more: Statement = {}): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

export const deny = (Action: unknown, Resource: unknown = "*", more: Statement = {}): Statement => ({
  ...allow(Action, Resource, more),
  Effect: "Deny",
});

export const accountId = "111122223333";
export const arnOf = (what: string): string => `arn:aws:iam::${accountId}:${what}`;

/** A resource that does not change. */
export const same = (address: string, values: Values): PlannedResource => ({ address, before: values, after: values });

export const changed = (address: string, values: Values, before: Values, after: Values): PlannedResource => ({
  address,
  before: { ...values, ...before },
  after: { ...values, ...after },
});

export const created = (address: string, after: Values): PlannedResource => ({ address, after });

/** What the area finds in one layer, as lines. */
export const linesOf = (...resources: readonly PlannedResource[]): readonly string[] =>
  findIn(permissions, planOf(resources)).map(lineOf);

/** The same with before and after exchanged. */
export const linesBack = (...resources: readonly PlannedResource[]): readonly string[] =>
  linesOf(
    ...resources.map(({ before, after, ...rest }) => ({
      ...rest,
      ...(after && { before: after }),
      ...(before && { after: before }),
    })),
  );

export const role = { name: "app", id: "app", arn: arnOf("role/app"), inline_policy: [], managed_policy_arns: [] };
