import type { QueryPlayerVariables } from "../../functions/query-player/environment";
import type { RequestAuthorizerVariables } from "../../functions/request-authorizer/environment";
import type { OriginVariables } from "../../functions/shared/origin-header";
import type { PagesVariables } from "../../functions/shared/pages";
import type { CodeSigning } from "../../modules/shared/code-signing";
import type { LambdaFunction } from "../../modules/shared/lambda-function";
import { secretStatements } from "../../modules/shared/secret-statements";
import type { FunctionsSettings } from "../environments/schema/compute/functions";
import { asksForHeader, functionsThatAsk, headerModeOf } from "../environments/schema/edge/origin-protection";
import { clientIdsOf, clientKinds } from "../identity/clients";
import type { IdentityOutputs } from "../identity-stack";
import { addLayerFunction, type LayerFunctionProps } from "../layer/layer-function";
import type { LayerStack } from "../layer/layer-stack";
import type { QueriedDatabase } from "./database";

type Identity = ReturnType<IdentityOutputs["readInto"]>;
/** Every function that a record can have: a function of the schema that is not deployed here does not compile. */
type Functions = Readonly<Record<keyof FunctionsSettings, LambdaFunction | undefined>>;

interface Shared {
  readonly signing: CodeSigning | undefined;
  readonly database: QueriedDatabase | undefined;
}

/** Adds the functions of the environment's APIs. Only the function that queries the database is in the VPC. */
export function addFunctions(stack: LayerStack, identity: Identity, { signing, database }: Shared): Functions {
  const { functions } = stack.environment.compute;
  const { secureApi, hello, queryPlayer, requestAuthorizer } = functions ?? {};
  const pages = pagesVariables(stack);
  const behindApis = (name: keyof FunctionsSettings) => {
    const { variables, statements } = askingForHeader(stack, identity, name);
    return { variables: { ...pages, ...variables }, ...(statements && { statements }) };
  };
  const add = (id: string, props: Omit<LayerFunctionProps, "folder" | "keys" | "boundaryArn" | "signing">) =>
    addLayerFunction(stack, id, {
      ...props,
      folder: id.replaceAll("_", "-"),
      keys: identity,
      boundaryArn: stack.boundaryArn(identity.permissionsBoundaryArn),
      signing,
    });

  return {
    secureApi:
      secureApi &&
      add("secure_api", {
        settings: secureApi,
        description: "Says who called, as the authorizer found",
        ...behindApis("secureApi"),
      }),
    hello: hello && add("hello", { settings: hello, description: "Greets", ...behindApis("hello") }),
    queryPlayer:
      queryPlayer &&
      database &&
      add("query_player", {
        settings: queryPlayer,
        description: "Asks the database for a player",
        ...asking(stack, identity, database, pages),
      }),
    requestAuthorizer:
      requestAuthorizer &&
      add("request_authorizer", {
        settings: requestAuthorizer,
        description: "Authorizes requests of the REST API",
        variables: { ...authorizerVariables(stack, identity, requestAuthorizer.checks) },
        refuses: true,
      }),
  };
}

function pagesVariables({ environment }: LayerStack): Readonly<Record<string, string>> {
  const origin = environment.edge.restApi?.cors?.origin;
  return origin === undefined ? {} : ({ ALLOWED_ORIGIN: origin } satisfies PagesVariables);
}

/** What a function needs to check requests of the HTTP API for CloudFront's header. Empty if it does not check. */
function askingForHeader(
  { environment }: LayerStack,
  identity: Identity,
  name: keyof FunctionsSettings,
): Pick<LayerFunctionProps, "statements" | "variables"> {
  const { edge, region } = environment;
  const isCalled = edge.httpApi?.routes.some((route) => route.function === name) === true;
  if (!isCalled || !functionsThatAsk.includes(name) || !asksForHeader(edge, ["httpApi"])) return {};
  const { originSecretArn: secretArn, secretsKeyArn: keyArn } = identity;
  const variables: OriginVariables = {
    ORIGIN_SECRET_ARN: secretArn,
    ORIGIN_HEADER_NAME: edge.originProtection.headerName,
    ...(headerModeOf(edge) === "header-apply" && { ORIGIN_SECRET_LABEL: "AWSCURRENT" }),
  };
  return { variables, statements: secretStatements({ read: [secretArn], keyArn, region }) };
}

/** What a function needs to query the database as its reader, with none of the master user's rights. */
function asking(
  stack: LayerStack,
  identity: Identity,
  { address, port, name, from, reader }: QueriedDatabase,
  pages: Readonly<Record<string, string>>,
): Pick<LayerFunctionProps, "network" | "statements" | "variables"> {
  const variables: QueryPlayerVariables = {
    DATABASE_HOST: address,
    DATABASE_PORT: String(port),
    DATABASE_NAME: name,
    ...(reader.kind === "iam"
      ? { READER: "iam", READER_NAME: reader.name }
      : { READER: "secret", READER_SECRET_ARN: reader.secretArn }),
  };
  return {
    network: from,
    variables: { ...variables, ...pages },
    statements:
      reader.kind === "iam"
        ? [{ sid: "SignInToDatabase", actions: ["rds-db:connect"], resources: [reader.arn] }]
        : secretStatements({
            read: [reader.secretArn],
            keyArn: identity.secretsKeyArn,
            region: stack.environment.region,
          }),
  };
}

function authorizerVariables(
  stack: LayerStack,
  identity: Identity,
  checks: NonNullable<FunctionsSettings["requestAuthorizer"]>["checks"],
): RequestAuthorizerVariables {
  if (checks.kind === "header") {
    return { CHECKS: "header", HEADER_NAME: checks.name, HEADER_SHA256: checks.sha256 };
  }
  const { userPool } = stack.environment.identity;
  const clientIds = Object.values(clientIdsOf(identity, clientKinds(stack.environment)));
  const scopes = checks.scopes.map((scope) => `${userPool?.resourceServer}/${scope}`);
  return {
    CHECKS: "token",
    USER_POOL_ID: identity.userPoolId,
    CLIENT_IDS: clientIds.join(","),
    ...(scopes.length > 0 && { SCOPES: scopes.join(",") }),
  };
}
