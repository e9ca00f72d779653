import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../../modules/shared/configuration-error";
import { environments } from "../../support/example-records";
import { loadRecords, selectRecords } from "../../../stacks/environments/select";

test("selects every environment of the project by default", async () => {
  expect(await loadRecords(undefined)).toEqual((await import("../../../stacks/environments")).environments);
  for (const list of [undefined, "", " , "]) expect(selectRecords(environments, list)).toEqual(environments);
});

test("selects the named environments", () => {
  expect(Object.keys(selectRecords(environments, "prod"))).toEqual(["prod"]);
  expect(Object.keys(selectRecords(environments, " prod, demo"))).toEqual(["demo", "prod"]);
});

test("refuses every unknown name, and lists the known names", () => {
  expect(() => selectRecords(environments, "prod,stagging,tset")).toThrow(
    new ConfigurationError([
      'PALISADE_ENVIRONMENTS names "stagging"; give one or more of demo, lab, prod',
      'PALISADE_ENVIRONMENTS names "tset"; give one or more of demo, lab, prod',
    ]),
  );
});

describe("with own records", () => {
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

  test("loads the environments that the module exports", async () => {
    const path = records("records.js", "exports.environments = { mine: { preset: 'demo' } };");
    expect(await loadRecords(path)).toEqual({ mine: { preset: "demo" } });
  });

  test("refuses a module without environments, and a module that does not exist", async () => {
    for (const text of ["", "exports.environments = null;", "exports.environments = () => ({});"]) {
      const path = records("empty.js", text);
      jest.resetModules();
      await expect(loadRecords(path)).rejects.toThrow(
        `PALISADE_RECORDS is "${path}"; give a module that exports environments`,
      );
    }
    const missing = join(folder, "missing.js");
    await expect(loadRecords(missing)).rejects.toThrow(
      ConfigurationError.of(`PALISADE_RECORDS is "${missing}"; give a module that exists and exports environments`),
    );
  });
});
