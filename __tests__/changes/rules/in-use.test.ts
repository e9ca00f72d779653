import type { Stacks } from "../../../controls/rules/model";
import type { Block } from "../../support/synthesize";
import { changeOf, Configuration } from "../change";
import { destroyedInUse, refusedInUse } from "./in-use";

const stacks = (resource: Readonly<Record<string, Readonly<Record<string, Block>>>>): Stacks => ({
  "it-edge": { terraform: {}, provider: {}, resource, data: {}, output: {} },
});

const uses = Object.entries(refusedInUse).flatMap(([type, { by }]) => by.map((user) => [type, user] as const));

test.each(uses)("the removal of %s while %s stays is refused, unless create_before_destroy is set", (type, user) => {
  const found = (block: Block) =>
    destroyedInUse(
      changeOf(
        new Configuration(stacks({ [type]: { gone: block }, [user]: { stays: { uses: `\${${type}.gone.id}` } } })),
        new Configuration(stacks({ [user]: { stays: {} } })),
      ),
    ).map((refusal) => [refusal.gone.where, refusal.user.where]);
  expect(found({})).toEqual([[`it-edge/${type}.gone`, `it-edge/${user}.stays`]]);
  expect(found({ lifecycle: { create_before_destroy: true } })).toEqual([]);
});

test("a reference to a certificate's validation uses the certificate", () => {
  const before = stacks({
    aws_acm_certificate: { gone: {} },
    aws_acm_certificate_validation: { gone: { certificate_arn: "${aws_acm_certificate.gone.arn}" } },
    aws_lb_listener: { stays: { certificate_arn: "${aws_acm_certificate_validation.gone.certificate_arn}" } },
  });
  const after = stacks({ aws_lb_listener: { stays: {} } });
  const found = destroyedInUse(changeOf(new Configuration(before), new Configuration(after)));
  expect(found.map(({ gone, user }) => [gone.where, user.where])).toEqual([
    ["it-edge/aws_acm_certificate.gone", "it-edge/aws_lb_listener.stays"],
  ]);
});
