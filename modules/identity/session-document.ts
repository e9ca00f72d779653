import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Construct } from "constructs";

export interface SessionDocumentProps {
  readonly name: string;
  readonly logGroupName: string;
  /** Encrypts the traffic between the operator and the instance, beyond TLS. Both need `kms:Decrypt` on it. */
  readonly kmsKeyArn: string;
  /**
   * Minutes without input after which a session ends, 1 to 60 (Systems Manager User Guide, "Specify an idle session timeout
   * value"). @default 20
   */
  readonly idleTimeoutMinutes?: number;
}

/**
 * The document with which an operator opens a shell: `aws ssm start-session --document-name <name> --target <instance>`.
 * Input and output are streamed to the log group. A session without a document uses the account's own preferences, which
 * the account layer sets.
 */
export class SessionDocument extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: SessionDocumentProps) {
    super(scope, id);
    const { name, logGroupName, kmsKeyArn, idleTimeoutMinutes = 20 } = props;

    const document = new SsmDocument(this, "document", {
      name,
      documentType: "Session",
      documentFormat: "JSON",
      content: JSON.stringify({
        schemaVersion: "1.0",
        description: "A shell whose transcript is kept",
        sessionType: "Standard_Stream",
        inputs: {
          cloudWatchLogGroupName: logGroupName,
          cloudWatchEncryptionEnabled: true,
          cloudWatchStreamingEnabled: true,
          kmsKeyId: kmsKeyArn,
          idleSessionTimeout: String(idleTimeoutMinutes),
          runAsEnabled: false,
        },
      }),
    });
    this.name = document.name;
  }
}
