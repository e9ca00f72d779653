import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import type { PolicyStatement } from "./policy-document";

export interface FailedEventsProps {
  readonly queueName: string;
  readonly queueKeyArn: string;
  /** How often Lambda retries, 0 to 2 (Lambda API Reference, PutFunctionEventInvokeConfig). @default 2 */
  readonly retries?: number;
  /** Seconds after which Lambda drops an event, 60 to 21,600. @default 21,600 */
  readonly maximumAgeSeconds?: number;
}

/** A dead-letter queue for the failed events of an asynchronous function. It keeps an event for 14 days, SQS's maximum. */
export class FailedEvents extends Construct {
  /** The statements that the function's role needs. */
  readonly statements: readonly PolicyStatement[];
  private readonly queue: SqsQueue;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FailedEventsProps,
  ) {
    super(scope, id);
    const { queueName, queueKeyArn } = props;
    this.queue = new SqsQueue(this, "queue", {
      name: queueName,
      kmsMasterKeyId: queueKeyArn,
      messageRetentionSeconds: 14 * 86_400,
    });
    this.statements = [
      { sid: "KeepFailedEvents", actions: ["sqs:SendMessage"], resources: [this.queue.arn] },
      {
        sid: "EncryptFailedEvents",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [queueKeyArn],
        conditions: { StringLike: { "kms:ViaService": ["sqs.*.amazonaws.com"] } },
      },
    ];
  }

  catches(functionName: string, qualifier: string): void {
    const { retries = 2, maximumAgeSeconds = 21_600 } = this.props;
    new LambdaFunctionEventInvokeConfig(this, "event_invoke_config", {
      functionName,
      qualifier,
      maximumRetryAttempts: retries,
      maximumEventAgeInSeconds: maximumAgeSeconds,
      destinationConfig: { onFailure: { destination: this.queue.arn } },
    });
  }
}
