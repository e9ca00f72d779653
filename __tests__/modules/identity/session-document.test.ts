import { SessionDocument } from "../../../modules/identity/session-document";
import { synthesizeModule } from "../../support/synthesize";

test("keeps a session's transcript while it happens, encrypted, and ends an idle one", () => {
  const document = synthesizeModule((stack) => {
    new SessionDocument(stack, "session", {
      name: "prod-identity-session",
      logGroupName: "/palisade/prod/identity/session",
      kmsKeyArn: "arn:key",
    });
  }).resource["aws_ssm_document"]?.["session_document"];
  expect(document).toMatchObject({ name: "prod-identity-session", document_type: "Session", document_format: "JSON" });
  expect(JSON.parse(document.content as string)).toEqual({
    schemaVersion: "1.0",
    description: "A shell whose transcript is kept",
    sessionType: "Standard_Stream",
    inputs: {
      cloudWatchLogGroupName: "/palisade/prod/identity/session",
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: true,
      kmsKeyId: "arn:key",
      idleSessionTimeout: "20",
      runAsEnabled: false,
    },
  });
});
