import type { Api } from "../../apis/api";
import { environmentApis, type EnvironmentApis } from "../../apis/environment";
import type { Synthesis } from "../../shared/synthesize";
import type { Credentials, SmokeOptions } from "../../smoke/options";
import type { Outputs } from "../../smoke/outputs";
import type { Row } from "../../smoke/case";
import { runSmoke } from "../../smoke/run";
import { emulatorSend, signer } from "../../smoke/http";
import { apiKeyOf, makeIamCaller, makeUser } from "../apis/accounts";
import { callers, deniedAddress } from "../apis/callers";
import { judgeAnswers } from "../apis/judge";
import { asksRequestAuthorizer } from "../apis/request-authorizer";
import { tokensOf, type ClientTokens } from "../apis/tokens";
import { emulatedAccount } from "../emulators/emulator";
import { hasAddress } from "../emulators/port";
import { asksForPlayers } from "../lab/players";
import { storedValue } from "../emulator-limits";
import { checkRotatedHeader, checkSentHeader, currentValue } from "../lab/sent-header";
import { checkResponseHeaders } from "../lab/response-headers";
import type { Part } from "../report";
import type { Run } from "../run";
import type { Site } from "../site";

/** The environment's APIs, as its JSON has them; undefined where it has none. */
export function apisOf({ stacks: all }: Synthesis, environment: string): EnvironmentApis | undefined {
  const stacks = all.filter((stack) => stack.environment === environment);
  return environmentApis(stacks).find(({ apis }) => apis.length > 0);
}

export interface Asked {
  /** Rows of smoke's. @default all */
  readonly only?: readonly Row[];
  /** Whether the distribution itself has the header, by which the emulator's CloudFront sends what a rotation writes. */
  readonly headerIsRotated?: boolean;
}

/**
 * Asks the APIs what `npm run smoke` asks: users, keys and tokens are made as docs/users-and-tokens.md says, and
 * the functions run as they were packed.
 *
 * @param asked what is asked of them
 */
export async function asksApis(
  run: Run,
  part: Part,
  environment: EnvironmentApis,
  outputs: Outputs,
  site: Site,
  { only, headerIsRotated = false }: Asked = {},
): Promise<void> {
  const { api, aws } = site;
  const region = environment.apis[0]?.region ?? "";
  const send = emulatorSend(aws.port);
  const userPoolId = outputs["user_pool_id"];
  const tokens =
    userPoolId === undefined
      ? []
      : await part.step("a user is made, and each client gets a token", async () =>
          tokensOf({ api, region, outputs, send, user: await makeUser(api, userPoolId) }),
        );
  for (const { client, way } of tokens) part.note(`signed in by ${client}: ${way}`);
  await asksRequestAuthorizer(part, { api, send, region, outputs, tokens });
  const credentials = await part.step("an API key and an IAM user are made", () =>
    credentialsOf(site, environment, outputs, tokens),
  );
  // What is asked of the web application, and below HTTP, is not there on an emulator: parts of their own have the rest.
  const { apis } = environment;
  const options = {
    ...placesOf(environment, outputs),
    environment: { apis },
    outputs,
    send,
    credentials,
    changes: true,
    ...(only && { only }),
  };
  await fromDeniedAddress(run, part, site, options);
  const rest = await part.step("requests are sent to the APIs", () => runSmoke(options));
  await judgeAnswers(
    run,
    part,
    site,
    rest.filter(({ row }) => row !== "F7"),
  );
  const { idToken } = credentials;
  const url = options.urls.REST ?? outputs["rest_api_url"] ?? "";
  const asking = { api, send, outputs, url, ...(idToken !== undefined && { idToken }) };
  if (outputs["database_user_secret_arn"] !== undefined) await asksForPlayers(part, asking);
  if (outputs["rest_api_distribution_id"] !== undefined) await checkResponseHeaders(part, asking);
  const header = environment.apis.find(({ kind }) => kind === "REST")?.firewall?.originHeader;
  if (header === undefined || site.recorder === undefined) return;
  const secretArn = outputs["origin_secret_arn"] ?? "";
  const value = headerIsRotated ? await currentValue(api, secretArn) : storedValue;
  await checkSentHeader(part, asking, site.recorder, { header, value });
  if (headerIsRotated) await checkRotatedHeader(part, asking, site.recorder, { header, secretArn });
}

async function fromDeniedAddress(run: Run, part: Part, site: Site, options: SmokeOptions): Promise<void> {
  const [callerAddress] = options.environment.apis.flatMap((api) => deniedAddress(api) ?? []);
  if (callerAddress === undefined) return;
  if (!(await hasAddress(callers.denied))) {
    part.skip("F7: a denied address", `this machine has no address ${callers.denied}`);
    return;
  }
  const send = emulatorSend(site.aws.port, callers.denied);
  await judgeAnswers(run, part, site, await runSmoke({ ...options, send, callerAddress, only: ["F7"] }));
}

async function credentialsOf(
  { api }: Site,
  { apis }: EnvironmentApis,
  outputs: Outputs,
  tokens: readonly ClientTokens[],
): Promise<Credentials> {
  const idToken = tokens.find((one) => one.idToken !== undefined)?.idToken;
  // Of the client whose valid tokens open the routes: were another's refused, it could be for that.
  const expiredToken = tokens.at(-1)?.expired;
  const apiKey = await apiKeyOf(api);
  const arns = apis.flatMap((one) => iamArns(one, outputs));
  return {
    ...(idToken !== undefined && { idToken }),
    accessTokens: tokens.flatMap(({ accessTokens }) => accessTokens),
    ...(expiredToken !== undefined && { expiredToken }),
    ...(apiKey !== undefined && { apiKey }),
    ...(arns.length > 0 && { sign: signer(await makeIamCaller(api, arns)) }),
  };
}

function iamArns({ kind, region, stage = "", routes }: Api, outputs: Outputs): string[] {
  const id = outputs[kind === "REST" ? "rest_api_id" : "http_api_id"] ?? "";
  return routes
    .filter(({ authorization }) => authorization.kind === "iam")
    .map(({ method, path }) => `arn:aws:execute-api:${region}:${emulatedAccount}:${id}/${stage}/${method}${path}`);
}

/** The emulator knows an API's own host by another domain than AWS's, and a custom one or CloudFront's by its name. */
function placesOf(
  { apis }: EnvironmentApis,
  outputs: Outputs,
): Required<Pick<SmokeOptions, "defaultEndpoints" | "urls">> {
  const defaultEndpoints: Partial<Record<Api["kind"], string>> = {};
  const urls: Partial<Record<Api["kind"], string>> = {};
  for (const { kind, stage = "$default", domains } of apis) {
    const id = outputs[kind === "REST" ? "rest_api_id" : "http_api_id"] ?? "";
    const place = `https://${id}.execute-api.localhost${stage === "$default" ? "" : `/${stage}`}`;
    defaultEndpoints[kind] = place;
    const isBehindCloudFront = outputs[`${kind === "REST" ? "rest" : "http"}_api_distribution_id`] !== undefined;
    if (domains.length === 0 && !isBehindCloudFront) urls[kind] = place;
  }
  return { defaultEndpoints, urls };
}
