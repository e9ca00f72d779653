import { appliedCommit } from "../../../tools/ci/applied-commit";
import { emulatedGitHub } from "../../support/emulated-github";

const current = emulatedGitHub();
const [failed, latest, former, first] = ["1", "2", "3", "4"].map((sign) => sign.repeat(40)) as [
  string,
  string,
  string,
  string,
];

test("the last deployment that succeeded is what is applied", async () => {
  current.github.deployments.push(
    { id: 4, sha: "5".repeat(40), states: [] },
    { id: 3, sha: failed, states: ["failure", "in_progress", "queued"] },
    { id: 2, sha: latest, states: ["inactive", "success", "in_progress"] },
    { id: 1, sha: former, states: ["inactive", "success"] },
  );
  expect(await appliedCommit(current.api, "prod", first)).toBe(latest);
});

test("before the first that succeeds it is what somebody applied by hand", async () => {
  current.github.deployments.push({ id: 3, sha: failed, states: ["failure"] });
  expect(await appliedCommit(current.api, "prod", first)).toBe(first);
  await expect(appliedCommit(current.api, "prod", undefined)).rejects.toThrow(
    "no deployment to prod has succeeded: make the first apply by hand, and give its commit as --first",
  );
});
