import { instances } from "../../../../../tools/review/areas/instances";
import { linesOfChange } from "../../../../support/review-settings";

const session = (inputs: object) => ({
  document_type: "Session",
  content: JSON.stringify({ schemaVersion: "1.0", inputs }),
});

test.each(["cloudWatchLogGroupName", "s3BucketName", "kmsKeyId"])(
  "%s that is empty in a session's document is not set",
  (name) => {
    const lines = (before: object, after: object): readonly string[] =>
      linesOfChange(instances, "aws_ssm_document", session(before), session(after)).map((line) =>
        line.replace(/: [^:]*: /, ": "),
      );
    expect(lines({ [name]: "one" }, { [name]: "" })).toEqual(["guard lost, weaker: one → none"]);
    expect(lines({ [name]: "" }, { [name]: "one" })).toEqual(["guard lost, stronger: none → one"]);
    expect(lines({ [name]: "" }, {})).toEqual([]);
  },
);
