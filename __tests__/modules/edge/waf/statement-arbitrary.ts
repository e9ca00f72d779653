import fc from "fast-check";
import { textTransformations } from "../../../../modules/edge/waf/text-transformation";
import type { TextTransformations } from "../../../../modules/edge/waf/text-transformation";
import type { MatchStatement, NestableStatement, Statement } from "../../../../modules/edge/waf/statement";
import { cloudFrontStatements, components, managedStatements, matches, ownStatements } from "./every-statement";

const transformations = fc
  .array(fc.constantFrom(...textTransformations), { minLength: 1, maxLength: 10 })
  .map((list) => list as unknown as TextTransformations);

const match: fc.Arbitrary<MatchStatement> = fc
  .record({ base: fc.constantFrom(...matches), component: fc.constantFrom(...components), transformations })
  .map(({ base, component, transformations }) =>
    "component" in base ? { ...base, component, transformations } : base,
  );

/** And, or, not up to `levels` within each other. */
export function nestable(levels: number): fc.Arbitrary<NestableStatement> {
  if (levels === 0) return match;
  const inner = nestable(levels - 1);
  const several = fc.tuple(inner, inner, fc.array(inner, { maxLength: 2 }));
  return fc.oneof(
    match,
    several.map(([first, second, rest]): NestableStatement => ({ kind: "and", statements: [first, second, ...rest] })),
    several.map(([first, second, rest]): NestableStatement => ({ kind: "or", statements: [first, second, ...rest] })),
    inner.map((statement): NestableStatement => ({ kind: "not", statement })),
  );
}

/** Any statement that AWS and its provider take. */
export const anyStatement: fc.Arbitrary<Statement> = fc.oneof(
  nestable(3),
  fc.constantFrom<Statement>(...ownStatements, ...managedStatements, ...cloudFrontStatements),
);
