import { z } from "zod";

import { ToolError } from "../shared/errors";
import { type GitHubApi, answerAs } from "./api";

const deploymentForm = z.object({ id: z.number(), sha: z.string().regex(/^[0-9a-f]{40,64}$/) });
const statusForm = z.object({ state: z.string() });

/**
 * The commit that an environment was last applied from: that of the last deployment that succeeded. A job with `environment:`
 * makes a deployment, which has the result of the job (GitHub Docs, "REST API endpoints for deployments").
 *
 * @param first the commit that was applied by hand, before there was a deployment
 */
export async function appliedCommit(api: GitHubApi, environment: string, first: string | undefined): Promise<string> {
  const path = `/deployments?environment=${encodeURIComponent(environment)}`;
  for (const { id, sha } of answerAs(z.array(deploymentForm), await api.list(path))) {
    const statuses = answerAs(z.array(statusForm), await api.list(`/deployments/${id}/statuses`));
    // A later one makes it inactive; that it has succeeded stays in the list.
    if (statuses.some(({ state }) => state === "success")) return sha;
  }
  if (first !== undefined) return first;
  throw new ToolError(
    `no deployment to ${environment} has succeeded: make the first apply by hand, and give its commit as --first`,
  );
}
