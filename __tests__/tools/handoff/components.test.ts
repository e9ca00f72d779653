import { strToU8, zipSync } from "fflate";

import { componentsOf } from "../../../tools/handoff/components";

const line = "-".repeat(80);
const thirdParty = `Beside the function's own code.

${line}
@aws-lambda-powertools/logger 2.36.0 (MIT-0)
zod 4.6.7 (MIT)

Copyright (c) somebody
MIT 1.0 (not a package)

${line}
odd 1.0.0 (its package.json says no licence)

Terms.

${line}
/* a legal comment of a file (c) 2020 */
`;

const packages = new Map([
  ["b/hello.zip", zipSync({ "index.js": strToU8("code"), "THIRD-PARTY": strToU8(thirdParty) })],
  ["a/none.zip", zipSync({ "index.js": strToU8("code") })],
]);

interface Document {
  readonly components: readonly { readonly "bom-ref": string; readonly licenses?: unknown }[];
  readonly dependencies: unknown;
}

test("the list names each function's package, and each npm package in it with its licence", () => {
  const { components, dependencies } = JSON.parse(
    componentsOf(packages, { name: "palisade", version: "0.1.0" }),
  ) as Document;
  expect(components.map((one) => [one["bom-ref"], one.licenses])).toEqual([
    ["a/none.zip", undefined],
    ["b/hello.zip", undefined],
    ["pkg:npm/%40aws-lambda-powertools/logger@2.36.0", [{ expression: "MIT-0" }]],
    ["pkg:npm/odd@1.0.0", [{ license: { name: "its package.json says no licence" } }]],
    ["pkg:npm/zod@4.6.7", [{ expression: "MIT" }]],
  ]);
  expect(dependencies).toEqual([
    { ref: "palisade@0.1.0", dependsOn: ["a/none.zip", "b/hello.zip"] },
    { ref: "a/none.zip", dependsOn: [] },
    {
      ref: "b/hello.zip",
      dependsOn: ["pkg:npm/%40aws-lambda-powertools/logger@2.36.0", "pkg:npm/odd@1.0.0", "pkg:npm/zod@4.6.7"],
    },
  ]);
});
