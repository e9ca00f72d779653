import type { Fetcher } from "aws-jwt-verify/https";

/** Less than the time that API Gateway gives an authorizer. */
const patienceMilliseconds = 3_000;

/**
 * Fetches a user pool's public keys from Cognito, or from where the AWS SDKs' own variable says that Cognito is (AWS SDKs
 * and Tools Reference Guide, "Service-specific endpoints").
 */
export function keyFetcher(variables: NodeJS.ProcessEnv): Fetcher {
  const endpoint = variables["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"] ?? variables["AWS_ENDPOINT_URL"];
  return {
    fetch: async (uri: string) => {
      const { pathname } = new URL(uri);
      const url = endpoint === undefined ? uri : new URL(pathname, endpoint).href;
      const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMilliseconds), redirect: "error" });
      if (!answer.ok) throw new Error(`the user pool's keys: status ${answer.status}`);
      return answer.arrayBuffer();
    },
  };
}
