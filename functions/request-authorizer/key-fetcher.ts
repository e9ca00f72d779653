import type { Fetcher } from "aws-jwt-verify/https";
import { CannotDecide } from "./decision";

/** Less than the time that API Gateway gives an authorizer. */
const patienceMilliseconds = 3_000;

/**
 * Fetches a user pool's public keys from Cognito, or from the endpoint in the AWS SDKs' own variable (AWS SDKs and Tools
 * Reference Guide, "Service-specific endpoints").
 */
export function keyFetcher(variables: NodeJS.ProcessEnv): Fetcher {
  const endpoint = variables["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"] ?? variables["AWS_ENDPOINT_URL"];
  return {
    fetch: async (uri: string) => {
      const { pathname } = new URL(uri);
      const url = endpoint === undefined ? uri : new URL(pathname, endpoint).href;
      const answer = await fetch(url, {
        signal: AbortSignal.timeout(patienceMilliseconds),
        redirect: "error",
      }).catch((error: unknown) => {
        throw new CannotDecide(`the user pool's keys cannot be fetched: ${(error as Error).name}`);
      });
      if (!answer.ok) throw new CannotDecide(`the user pool's keys cannot be fetched: status ${answer.status}`);
      return answer.arrayBuffer();
    },
  };
}
