import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../../modules/shared/configuration-error";
import { environments } from "../../../stacks/environments";
import { selectRecords } from "../../../stacks/environments/select";

test("takes every environment of the project where none is named", async () => {
  expect(await selectRecords({})).toEqual(environments);
  expect(await selectRecords({ PALISADE_ENVIRONMENTS: "" })).toEqual(environments);
});

test("takes those that are named", async () => {
  expect(Object.keys(await selectRecords({ PALISADE_ENVIRONMENTS: "prod" }))).toEqual(["prod"]);
  expect(Object.keys(await selectRecords({ PALISADE_ENVIRONMENTS: " prod, demo" }))).toEqual(["demo", "prod"]);
});

test("refuses every name that there is not, and says those that there are", async () => {
  await expect(selectRecords({ PALISADE_ENVIRONMENTS: "prod,stagging,tset" })).rejects.toThrow(
    new ConfigurationError([
      'PALISADE_ENVIRONMENTS names "stagging"; give one or more of demo, lab, prod',
      'PALISADE_ENVIRONMENTS names "tset"; give one or more of demo, lab, prod',
    ]),
  );
});

describe("with records of one's own", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "palisade-records-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const records = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  test("takes the environments that the module exports", async () => {
    const path = records("records.js", "exports.environments = { mine: { preset: 'demo' } };");
    expect(await selectRecords({ PALISADE_RECORDS: path })).toEqual({ mine: { preset: "demo" } });
  });

  test("refuses a module that exports none, and a module that is not there", async () => {
    const path = records("empty.js", "");
    await expect(selectRecords({ PALISADE_RECORDS: path })).rejects.toThrow(
      ConfigurationError.of(`PALISADE_RECORDS is "${path}"; give a module that exports environments`),
    );
    const missing = join(folder, "missing.js");
    await expect(selectRecords({ PALISADE_RECORDS: missing })).rejects.toThrow(
      ConfigurationError.of(`PALISADE_RECORDS is "${missing}"; give a module that exists and exports environments`),
    );
  });
});
