import { Schedule } from "../../../modules/shared/schedule";
import { synthesizeModule } from "../../support/synthesize";

test("calls one function's alias at its times, and is the only rule that may", () => {
  const aliasArn = "arn:aws:lambda:eu-west-1:111122223333:function:prod-compute-measure:live";
  const { resource } = synthesizeModule((stack) => {
    new Schedule(stack, "measure", {
      name: "prod-compute-measure",
      description: "Every hour",
      expression: "rate(1 hour)",
      function: { name: "prod-compute-measure", aliasName: "live", aliasArn },
    });
  });
  expect(resource).toEqual({
    aws_cloudwatch_event_rule: {
      measure_rule: { name: "prod-compute-measure", description: "Every hour", schedule_expression: "rate(1 hour)" },
    },
    aws_lambda_permission: {
      measure_permission: {
        statement_id_prefix: "schedule-",
        function_name: "prod-compute-measure",
        qualifier: "live",
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
        source_arn: "${aws_cloudwatch_event_rule.measure_rule.arn}",
      },
    },
    aws_cloudwatch_event_target: {
      measure_target: {
        rule: "${aws_cloudwatch_event_rule.measure_rule.name}",
        arn: aliasArn,
        depends_on: ["aws_lambda_permission.measure_permission"],
      },
    },
  });
});
