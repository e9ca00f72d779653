import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Construct } from "constructs";

export interface SessionDocumentProps {
  readonly name: string;
  readonly logGroupName: string;
  /** Encrypts what passes between the operator and the instance, beyond TLS; both need `kms:Decrypt` on it. */
  readonly kmsKeyArn: string;
  /** Minutes without input after which a session ends, 1 to 60 (Systems Manager User Guide, "Specify an idle session timeout value"). @default 20 */
  readonly idleTimeoutMinutes?: number;
}

/**
 * How an operator opens a shell: `aws ssm start-session --document-name <name> --target <instance>`. What is typed and
 * printed goes to the log group while it happens. The account's own preferences, which a session without a document
 * uses, are the account layer's.
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
