import type { Departure } from "../../controls/departures";
import { writtenDepartures } from "../shared/departures";
import type { SynthesizedStack } from "../shared/synthesize";
import type { Api, WebApplication } from "./api";
import { httpApis } from "./http-apis";
import { Landscape, type Resource, strings } from "./landscape";
import { restApis } from "./rest-apis";
import { type RotatingSecret, rotatingSecrets } from "./rotating-secrets";
import { webApplicationOf } from "./web-application";

export interface EnvironmentApis {
  readonly environment: string;
  readonly apis: readonly Api[];
  readonly web?: WebApplication;
  readonly rotatingSecrets: readonly RotatingSecret[];
  /** Those that touch an API, or the tokens that open it. */
  readonly departures: readonly Departure[];
  /** The app clients that a token is asked for with. */
  readonly clients: readonly Client[];
}

export interface Client {
  readonly name: string;
  /**
   * `passwordSignIn` takes a password from whoever calls, `adminPasswordSignIn` from an IAM principal that may
   * AdminInitiateAuth, `machine` its own secret.
   */
  readonly kind: "adminPasswordSignIn" | "machine" | "other" | "passwordSignIn";
  /** The output of layer identity that holds its id. */
  readonly output?: string;
  readonly scopes: readonly string[];
}

const touching = [
  "compute.functions",
  "edge.cloudFront",
  "edge.httpApi",
  "edge.originProtection",
  "edge.restApi",
  "edge.signIn",
  "identity.userPool",
];

/** Which APIs at paths of the web application are behind too. */
const firewallOfWeb = "edge.waf";

/** Reads what the environments of a synth have for APIs, one after the other. */
export function environmentApis(stacks: readonly SynthesizedStack[]): EnvironmentApis[] {
  const names = [...new Set(stacks.map(({ environment }) => environment))].filter((name) => name !== "");
  return names.map((environment) => {
    const own = stacks.filter((stack) => stack.environment === environment);
    const landscape = Landscape.of(own);
    const web = webApplicationOf(landscape);
    const apis = [...httpApis(landscape), ...restApis(landscape)];
    const atPaths = apis.some(({ distribution }) => distribution?.atPaths !== undefined);
    const settings = atPaths ? [...touching, firewallOfWeb] : touching;
    return {
      environment,
      apis,
      ...(web && { web }),
      rotatingSecrets: rotatingSecrets(landscape),
      departures: writtenDepartures(own, environment).filter(({ path: at }) =>
        settings.some((one) => isWithin(at, one)),
      ),
      clients: clientsOf(landscape),
    };
  });
}

const isWithin = (at: string, setting: string): boolean =>
  at === setting || at.startsWith(`${setting}.`) || at.startsWith(`${setting}[`);

function clientsOf(landscape: Landscape): Client[] {
  return landscape.resources("aws_cognito_user_pool_client").map((client) => {
    const { layer, attributes } = client;
    const output = outputOf(landscape, client);
    return {
      name: landscape.text(layer, attributes["name"]),
      kind: kindOf(attributes),
      ...(output !== undefined && { output }),
      scopes: strings(attributes["allowed_oauth_scopes"]).map((scope) => landscape.text(layer, scope)),
    };
  });
}

function kindOf(attributes: Resource["attributes"]): Client["kind"] {
  const flows = strings(attributes["explicit_auth_flows"]);
  if (flows.includes("ALLOW_USER_PASSWORD_AUTH")) return "passwordSignIn";
  if (flows.includes("ALLOW_ADMIN_USER_PASSWORD_AUTH")) return "adminPasswordSignIn";
  return strings(attributes["allowed_oauth_flows"]).includes("client_credentials") ? "machine" : "other";
}

function outputOf(landscape: Landscape, client: Resource) {
  return landscape.outputNames(client.layer).find((name) => {
    const value = landscape.output(client.layer, name);
    return landscape.leadsTo(client.layer, value, client);
  });
}
