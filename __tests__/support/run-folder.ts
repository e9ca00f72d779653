const variable = "PALISADE_TEST_RUN";

/** The folder that the test files of one run of jest share; jest makes it and removes it. */
export function runFolder(): string {
  const folder = process.env[variable];
  if (folder === undefined) throw new Error("tests are run by jest, which makes a folder for what they share");
  return folder;
}

export function nameRunFolder(folder: string): void {
  process.env[variable] = folder;
}
