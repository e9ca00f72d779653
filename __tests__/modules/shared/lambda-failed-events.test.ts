import { FailedEvents, type FailedEventsProps } from "../../../modules/shared/lambda-failed-events";
import { synthesizeModule } from "../../support/synthesize";

const queueKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012";

function failedEvents(props: Partial<FailedEventsProps> = {}) {
  let statements: FailedEvents["statements"] = [];
  const { resource } = synthesizeModule((stack) => {
    const failed = new FailedEvents(stack, "failed", { queueName: "failed", queueKeyArn, ...props });
    failed.catches("a-function", "live");
    ({ statements } = failed);
  });
  return { resource, statements };
}

test("events that were tried in vain stay in an encrypted queue for 14 days", () => {
  const { resource } = failedEvents();
  expect(resource["aws_sqs_queue"]).toEqual({
    failed_queue: { name: "failed", kms_master_key_id: queueKeyArn, message_retention_seconds: 1_209_600 },
  });
  expect(resource["aws_lambda_function_event_invoke_config"]).toEqual({
    failed_event_invoke_config: {
      function_name: "a-function",
      qualifier: "live",
      maximum_retry_attempts: 2,
      maximum_event_age_in_seconds: 21_600,
      destination_config: { on_failure: { destination: "${aws_sqs_queue.failed_queue.arn}" } },
    },
  });
});

test("how often and how long Lambda tries can be said", () => {
  const { resource } = failedEvents({ retries: 0, maximumAgeSeconds: 60 });
  expect(resource["aws_lambda_function_event_invoke_config"]?.["failed_event_invoke_config"]).toMatchObject({
    maximum_retry_attempts: 0,
    maximum_event_age_in_seconds: 60,
  });
});

test("the function may send to this queue and use its key, and no more", () => {
  expect(failedEvents().statements.map(({ sid, actions }) => [sid, actions])).toEqual([
    ["KeepFailedEvents", ["sqs:SendMessage"]],
    ["EncryptFailedEvents", ["kms:Decrypt", "kms:GenerateDataKey"]],
  ]);
});
