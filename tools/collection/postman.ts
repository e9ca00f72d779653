import type { Api } from "../apis/api";
import type { EnvironmentApis } from "../apis/environment";
import { type Case, type Row, rowTitles, rows } from "../smoke/case";
import { caseName, casesOf } from "../smoke/cases";
import { clientCredentials, initiateAuth, userPoolApi } from "../smoke/token";
import { type Auth, type Collection, type Folder, type Item, requestItem } from "./format";

/** Variables that hold secrets: they are in the collection by name, without a value. */
const secrets = {
  username: "The user's e-mail address",
  password: "The user's password",
  client_secret: "The secret of the machine client",
  id_token: "An ID token of a user; filled by InitiateAuth",
  access_token: "An access token of a user, without the scopes of the routes; filled by InitiateAuth",
  scoped_access_token:
    "An access token with the scopes of the routes; filled by the request for the machine client's token",
  expired_token: "A token that was valid once",
  api_key: "The value of an API key of the usage plan",
  aws_access_key_id: "The access key of an IAM principal that may call the IAM routes",
  aws_secret_access_key: "The secret access key of the same principal",
  aws_session_token: "The session token of the same principal, if its credentials are temporary",
} as const;

const variable = (name: string): string => `{{${name}}}`;

/** A request collection of an environment's APIs, from the requests that smoke sends. No secret is in it. */
export function collectionOf(environment: EnvironmentApis): Collection {
  const cases = casesOf(environment).filter(isForPostman);
  const used = environment.clients.flatMap(({ kind, output }) =>
    (kind === "machine" || kind === "passwordSignIn") && output ? [output] : [],
  );
  const places = ["http_api_url", "rest_api_url", "rest_api_default_endpoint", "http_api_default_endpoint"];
  return {
    info: {
      name: `Palisade ${environment.environment}`,
      description:
        "Fill the variables: the addresses and client ids are outputs of layers edge and identity, the secrets are yours. " +
        "Each request names the answer that it must get.",
      schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
    },
    item: [...signIn(environment), ...folders(cases)],
    variable: [
      ...[...places, "sign_in_url", ...used].map((key) => ({ key, value: "", type: "string" as const })),
      ...Object.entries(secrets).map(([key, description]) => ({
        key,
        value: "",
        type: "string" as const,
        description,
      })),
    ],
  };
}

/** A tool that a person uses sends one request at a time, from where the person is. */
const isForPostman = ({ until, signature, token, from, at }: Case): boolean =>
  until === undefined &&
  (at === "the API" || at === "default endpoint") &&
  signature !== "wrong" &&
  token?.use !== "unsigned" &&
  from !== "a denied address";

function signIn({ clients, apis }: EnvironmentApis): Folder[] {
  const region = apis[0]?.region ?? "us-east-1";
  const byPassword = clients.find(({ kind }) => kind === "passwordSignIn")?.output;
  const machine = clients.find(({ kind }) => kind === "machine");
  const item: Item[] = [];
  if (byPassword !== undefined) {
    const request = initiateAuth({
      url: userPoolApi(region),
      clientId: variable(byPassword),
      username: variable("username"),
      password: variable("password"),
    });
    item.push(
      requestItem("InitiateAuth", request, [
        "const result = pm.response.json().AuthenticationResult;",
        'pm.test("signs the user in", () => pm.expect(result).to.be.an("object"));',
        'pm.collectionVariables.set("id_token", result.IdToken);',
        'pm.collectionVariables.set("access_token", result.AccessToken);',
      ]),
    );
  }
  if (machine?.output !== undefined) {
    const { headers: _, ...request } = clientCredentials({
      url: `${variable("sign_in_url")}/oauth2/token`,
      clientId: "",
      clientSecret: "",
      scopes: machine.scopes,
    });
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const body = `${request.body ?? ""}&client_id=${variable(machine.output)}&client_secret=${variable("client_secret")}`;
    item.push(
      requestItem("Token of the machine client", { ...request, headers, body }, [
        'pm.test("gives a token", () => pm.response.to.have.status(200));',
        'pm.collectionVariables.set("scoped_access_token", pm.response.json().access_token);',
      ]),
    );
  }
  return item.length === 0 ? [] : [{ name: "Sign in", item }];
}

function folders(cases: readonly Case[]): Folder[] {
  const kinds: readonly Api["kind"][] = ["HTTP", "REST"];
  return kinds.flatMap((kind) => {
    const own = cases.filter(({ api }) => api.kind === kind);
    const item = rows.flatMap((row) => rowFolder(row, own));
    return item.length === 0 ? [] : [{ name: `${kind} API`, item }];
  });
}

function rowFolder(row: Row, cases: readonly Case[]): Folder[] {
  const item = cases.filter((one) => one.row === row).map(caseItem);
  return item.length === 0 ? [] : [{ name: row, description: rowTitles[row], item }];
}

function caseItem(one: Case): Item {
  const { api, method, path, query, body, expected, signature } = one;
  const place = one.at === "the API" ? "url" : "default_endpoint";
  const parameters = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const url = `${variable(`${api.kind.toLowerCase()}_api_${place}`)}${path}${parameters.length > 0 ? `?${parameters.join("&")}` : ""}`;
  const token = tokenOf(one);
  const headers = {
    ...one.headers,
    ...(token && { [headerOf(one)]: `Bearer ${token}` }),
    ...(one.apiKey && { "x-api-key": variable("api_key") }),
  };
  return requestItem(
    caseName(one),
    { method, url, headers, ...(body !== undefined && { body }) },
    expected.statuses.length === 0
      ? []
      : [
          `pm.test("${one.row}: ${expected.statuses.join(" or ")}", () =>`,
          `  pm.expect(pm.response.code).to.be.oneOf(${JSON.stringify(expected.statuses)}));`,
        ],
    signature === undefined ? { type: "noauth" } : awsSignature(api.region),
  );
}

function headerOf({ route: { authorization } }: Case): string {
  return "header" in authorization ? (authorization.header ?? "Authorization") : "Authorization";
}

function tokenOf({ token }: Case): string | undefined {
  switch (token?.use) {
    case "id":
      return variable("id_token");
    case "access":
      return variable(token.anyScopeOf === undefined ? "access_token" : "scoped_access_token");
    case "garbage":
      return "not-a-token";
    case "tampered":
      return `${variable("id_token")}x`;
    case "expired":
      return variable("expired_token");
    default:
      return undefined;
  }
}

function awsSignature(region: string): Auth {
  const settings = {
    accessKey: variable("aws_access_key_id"),
    secretKey: variable("aws_secret_access_key"),
    sessionToken: variable("aws_session_token"),
    region,
    service: "execute-api",
  };
  return {
    type: "awsv4",
    awsv4: Object.entries(settings).map(([key, value]) => ({ key, value, type: "string" })),
  };
}
