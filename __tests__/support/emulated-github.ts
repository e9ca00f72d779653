import { GitHubApi } from "../../tools/ci/api";
import { EmulatedGitHub, emulatedRepository, emulatedToken } from "../../tools/e2e/emulated-github";

/** An emulated GitHub for each test of a file, and the client that asks it. */
export function emulatedGitHub(): { readonly github: EmulatedGitHub; readonly api: GitHubApi } {
  const current = {} as { github: EmulatedGitHub; api: GitHubApi };
  beforeEach(async () => {
    current.github = new EmulatedGitHub();
    await current.github.listen();
    current.api = new GitHubApi({ url: current.github.url, repository: emulatedRepository, token: emulatedToken });
  });
  afterEach(() => current.github.close());
  return current;
}
