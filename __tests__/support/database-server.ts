import { locateDatabase, startDatabase, type DatabaseServer } from "../../tools/e2e/database/server";
import { MissingTool } from "../../tools/shared/errors";
import { isSkipped } from "./missing-tool";

/**
 * `describe` for what asks a real database: a MariaDB server of Debian's, started once for all of the tests inside and
 * stopped after them. Where it is missing they are skipped, by name; with `PALISADE_REQUIRE_PROGRAMS=true` they fail with
 * the line that installs it.
 */
export function describeWithDatabase(name: string, tests: (server: () => DatabaseServer) => void): void {
  const located = locateDatabase();
  (isSkipped(located) ? describe.skip : describe)(name, () => {
    let started: DatabaseServer | undefined;
    beforeAll(async () => {
      if (located instanceof MissingTool) throw located;
      started = await startDatabase(located);
    }, 60_000);
    // Should this not come to run, the process goes with the test's, as every one that `start` has started.
    afterAll(() => started?.stop());
    tests(() => {
      if (started === undefined) throw new Error("the database server is not there before the first test");
      return started;
    });
  });
}
