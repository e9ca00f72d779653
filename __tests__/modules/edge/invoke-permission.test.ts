import { InvokePermission, type InvokePermissionProps } from "../../../modules/edge/invoke-permission";
import { synthesizeModule } from "../../support/synthesize";

const sourceArn = "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/$default/GET/items/{id}";

const permission = (props: Partial<InvokePermissionProps> = {}) =>
  synthesizeModule((stack) => {
    new InvokePermission(stack, "hello", {
      functionName: "prod-compute-hello",
      sourceArn,
      statementId: "http-hello",
      ...props,
    });
  }).resource["aws_lambda_permission"]?.["hello_permission"];

test("lets API Gateway call the alias, for one API, stage, method and path", () => {
  expect(permission()).toEqual({
    statement_id: "http-hello",
    action: "lambda:InvokeFunction",
    function_name: "prod-compute-hello",
    qualifier: "live",
    principal: "apigateway.amazonaws.com",
    source_arn: sourceArn,
  });
});

test.each(["a1b2c3/*/GET/hello", "a1b2c3/$default/*/hello", "a1b2c3/$default/GET/*", "*", "a1b2c3/$default/GET/hell?"])(
  "is refused for %s",
  (given) => {
    const arn = `arn:aws:execute-api:eu-west-1:111122223333:${given}`;
    expect(() => permission({ sourceArn: arn })).toThrow(
      `invoke permission http-hello is for ${arn}; give one API, stage, method and path, without * or ?`,
    );
  },
);

test("may have a wildcard only for each parameter of a path", () => {
  const arn = (given: string) => `arn:aws:execute-api:eu-west-1:111122223333:${given}`;
  expect(permission({ sourceArn: arn("a1b2c3/v1/GET/items/*/parts/*"), pathParameters: 2 })).toMatchObject({
    source_arn: arn("a1b2c3/v1/GET/items/*/parts/*"),
  });
  for (const given of ["a1b2c3/v1/GET/items/*", "a1b2c3/*/GET/*/parts", "a1b2c3/v1/*/items/*", "*/v1/GET/*/*"]) {
    expect(() => permission({ sourceArn: arn(given), pathParameters: 2 })).toThrow("without * or ?");
  }
});

test.each(["", "get hello", "get.hello", "a".repeat(101)])("is refused under the id %p", (statementId) => {
  expect(() => permission({ statementId })).toThrow(
    `invoke permission ${statementId} has an id that Lambda refuses; give 1 to 100 letters, digits, - or _`,
  );
});
