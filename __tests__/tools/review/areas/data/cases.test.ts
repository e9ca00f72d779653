import { data } from "../../../../../tools/review/areas/data";
import { detection } from "../../../../../tools/review/areas/detection";
import { guards } from "../../../../../tools/review/areas/guards";
import { casePlan, findIn, lineOf } from "../../../../support/plans";

const findingsOf = (number: string) => {
  const plan = casePlan(number);
  return [data, guards, detection].flatMap((area) => findIn(area, plan));
};

test("case 50: the database's data are lost with their backups, and the new one is not encrypted", () => {
  expect(findingsOf("50").map((finding) => [lineOf(finding), finding.meaning])).toEqual([
    [
      "data loss, weaker: database lab-compute-database: holds all data of the database → replaced by an empty database",
      "This deletes all data of the database: no final snapshot is taken; the automated backups are deleted too; kms_key_id and storage_encrypted force the replacement.",
    ],
    [
      "guard lost, weaker: database lab-compute-database, storage encryption: arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000001 → not encrypted",
      "Data are stored unencrypted: whoever gets at the storage or a snapshot can read them.",
    ],
  ]);
});

test("case 65: all users would be lost, case sensitivity forces it, and Terraform refuses the plan", () => {
  expect(findingsOf("65").map((finding) => [lineOf(finding), finding.meaning])).toEqual([
    [
      "data loss, weaker: user pool prod-identity-users: holds all users, with their passwords and second factors → refused: replaced by an empty user pool",
      "Terraform refuses to apply this plan, which ended with an error; it would delete all users, with their passwords and second factors: AWS refuses while deletion protection is on, and the apply stops there; username_configuration.case_sensitive forces the replacement.",
    ],
  ]);
});

test.each([
  ["14", "a replaced security group"],
  ["23", "what is not in a plan"],
  ["40", "tags"],
  ["56", "a flow log that Terraform only forgets"],
])("case %s: %s loses no data, no guard and nothing that is seen", (number) => {
  expect(findingsOf(number)).toEqual([]);
});

test("case 60: a first apply opens and loses nothing here", () => {
  expect(
    findingsOf("60").filter(({ consequence, direction }) => consequence === "exposure" || direction !== "stronger"),
  ).toEqual([]);
});
