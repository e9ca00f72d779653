import { permissions } from "../../../../../tools/review/areas/permissions";
import { findIn, lineOf, planOf } from "../../../../support/plans";
import { changed, created, linesBack, linesOf, same } from "./policies";

const api = "arn:aws:execute-api:eu-west-1:111122223333:api";
const permission = {
  action: "lambda:InvokeFunction",
  principal: "apigateway.amazonaws.com",
  function_name: "hello",
  qualifier: "live",
};
const hello = { function_name: "hello", id: "hello", arn: "arn:aws:lambda:eu-west-1:111122223333:function:hello" };

test("a source that is no longer asked for makes the caller a confused deputy", () => {
  const resources = [
    same("aws_lambda_function.hello", hello),
    changed("aws_lambda_permission.get", permission, { source_arn: `${api}/v1/GET/hello` }, { source_arn: null }),
  ];
  expect(linesOf(...resources)).toEqual([
    `privilege gained, weaker: function permission hello: service apigateway.amazonaws.com: lambda:InvokeFunction if AWS:SourceArn ArnLike ${api}/v1/GET/hello → service apigateway.amazonaws.com: lambda:InvokeFunction`,
  ]);
  expect(findIn(permissions, planOf(resources))[0]?.meaning).toBe(
    "Nothing asks from where this caller comes: who can have it call, from another account too, can have the function hello invoked.",
  );
  expect(linesBack(...resources).map((line) => line.replace(/:.*/, ""))).toEqual(["privilege gained, stronger"]);
});

test("a permission under another name or address, or that another one covers, says nothing", () => {
  const get = { ...permission, source_arn: `${api}/v1/GET/hello` };
  expect(
    linesOf(
      same("aws_lambda_permission.all", { ...permission, source_arn: `${api}/v1/*` }),
      { address: "aws_lambda_permission.old", before: { ...get, statement_id: "old" } },
      created("aws_lambda_permission.new", { ...get, function_name: "hello", statement_id: "new" }),
    ),
  ).toEqual([]);
});

test("each permission that is new is told where it stands, also if its source is known after apply", () => {
  const findings = findIn(
    permissions,
    planOf([
      same("aws_lambda_function.hello", hello),
      { address: "aws_lambda_permission.a", after: permission, unknown: { source_arn: true } },
      {
        address: "aws_lambda_permission.b",
        after: { ...permission, principal: "events.amazonaws.com" },
        unknown: { source_arn: true },
      },
      created("aws_lambda_permission.c", { ...permission, principal: "*", qualifier: null }),
    ]),
  );
  expect(findings.map((one) => [one.place.address, lineOf(one)])).toEqual([
    [
      "aws_lambda_permission.a",
      "privilege gained, weaker: function permission hello: refused → service apigateway.amazonaws.com: lambda:InvokeFunction if AWS:SourceArn ArnLike (known after apply)",
    ],
    [
      "aws_lambda_permission.b",
      "privilege gained, weaker: function permission hello: refused → service events.amazonaws.com: lambda:InvokeFunction if AWS:SourceArn ArnLike (known after apply)",
    ],
    [
      "aws_lambda_permission.c",
      "exposure, weaker: function permission hello: refused → everybody: lambda:InvokeFunction",
    ],
  ]);
});

test("a source that becomes known after apply is not reviewable", () => {
  expect(
    linesOf({
      address: "aws_lambda_permission.a",
      before: { ...permission, source_arn: `${api}/*` },
      after: permission,
      unknown: { source_arn: true },
      actions: ["delete", "create"],
    }),
  ).toEqual(["not reviewable, cannot tell: function permission hello, source_arn: nothing → known after apply"]);
});
