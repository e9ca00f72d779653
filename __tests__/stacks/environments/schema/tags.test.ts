import { checkEnvironments } from "../../../../stacks/environments/check";
import { production } from "../../../support/records";
import { today } from "../../../support/today";

const faultsOf = (record: object): string[] => {
  try {
    checkEnvironments({ it: { ...production, ...record } }, today);
    return [];
  } catch (error) {
    return (error as Error).message.split("\n");
  }
};

describe("with a database", () => {
  const compute = { database: {} };

  test("no tag starts with a prefix that RDS reserves", () => {
    const record = {
      owner: "aws:platform",
      costCentre: "rds:1",
      tags: { "rds:team": "web", team: "rds:web", ok: "a-rds:" },
    };
    expect(faultsOf(record)).toEqual([]);
    const rule = "with aws: or rds:, which RDS refuses on a database";
    expect(faultsOf({ ...record, compute })).toEqual([
      `environments.it.tags.rds:team is a tag that RDS refuses on a database; give a key that does not start with rds:`,
      `environments.it.owner is "aws:platform"; give a value that does not start ${rule}`,
      `environments.it.costCentre is "rds:1"; give a value that does not start ${rule}`,
      `environments.it.tags.team is "rds:web"; give a value that does not start ${rule}`,
    ]);
  });
});

test("with code signing the keys of tags have the characters that AWS Signer accepts", () => {
  const record = {
    tags: { "Cost/Unit_1.a:b=c+d-e": "as it is", "Data owner": "web", "team@work": "web", équipe: "web" },
  };
  expect(faultsOf(record)).toEqual([]);
  expect(faultsOf({ ...record, compute: { codeSigning: true } })).toEqual(
    ["Data owner", "team@work", "équipe"].map(
      (key) =>
        `environments.it.tags.${key} is a tag that AWS Signer refuses on the signing profile of compute.codeSigning; give a key of ASCII letters, digits or _ . : / = + -`,
    ),
  );
});
