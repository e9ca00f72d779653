import fc from "fast-check";

import { jsonOf } from "../../../../tools/review/pages/json";
import { unknown } from "../../../../tools/review/plan/normal";
import { Redacted } from "../../../../tools/review/plan/redacted";
import { finding, hostilePages, layer, printed } from "../../../support/reviews";

test("the document has the schema, the verdict, the digest, the layers and the findings", () => {
  const page = printed();
  expect(JSON.parse(jsonOf(page))).toEqual({
    schema: "palisade-review/1",
    environment: "prod",
    verdict: "stop",
    approvable: true,
    digest: page.digest.token,
    layers: [{ ...layer(), digest: page.digest.layers[0]?.digest }],
    findings: [finding()],
    tags: [],
    plain: [],
    rewritten: [],
    comparesSyntheses: false,
    order: [],
  });
});

test("a plan that errored makes the review one that nobody can approve", () => {
  const errored = layer({ standing: "errored", approvable: false });
  expect(JSON.parse(jsonOf(printed({ verdict: "note", layers: [errored] })))).toMatchObject({ approvable: false });
});

test("a name is whole, and has no character that does anything in a terminal", () => {
  fc.assert(
    fc.property(hostilePages, ({ hostile, names }) => {
      const text = jsonOf(hostile);
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(JSON.parse(text)).toMatchObject({ environment: names[3], findings: [{ thing: names[1] }, {}] });
    }),
    { numRuns: 20 },
  );
});

test("no secret and no key is in the document, as a value or as a name", () => {
  const key = "sk_live_4eC39HqLyjWDarjtT1zdp7dc";
  const change = { path: "environment", before: new Redacted("environment variable", "hunter2"), after: unknown };
  const plain = [
    {
      layer: "edge",
      thing: `function ${key}`,
      address: "aws_lambda_function.a",
      action: "update" as const,
      changes: [change, { path: "map", after: { [key]: "value" } }],
    },
  ];
  const text = jsonOf(printed({ plain }));
  expect(text).not.toMatch(/hunter2|sk_live/);
  expect(JSON.parse(text)).toMatchObject({
    plain: [
      {
        thing: "function (sensitive value)",
        changes: [
          { before: "(sensitive value)", after: "(known after apply)" },
          { path: "map", after: { "(sensitive value)": "value" } },
        ],
      },
    ],
  });
});
