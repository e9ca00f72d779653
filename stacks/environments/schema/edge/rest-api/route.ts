import { z } from "zod";
import {
  resourceAddress,
  pathParameters,
  pathParts,
  rivalParameters,
} from "../../../../../modules/edge/rest-api/paths";
import { modelSchema, permissionId, routeAddress } from "../../../../../modules/edge/rest-api/route";
import { modelName } from "../../../../../modules/edge/rest-api/validation";
import { jsonSchemaFault } from "../../../json-schema";
import { guarded } from "../../shared/departure";
import type { Fault } from "../../shared/fault";
import { quote } from "../../shared/fault";
import {
  burst,
  cannotHave,
  functionNames,
  functionRule,
  methods,
  permissionFaults,
  ratePerSecond,
  scopeNames,
  scopesRule,
} from "../http-api/route";
import { text } from "../../shared/text";

const methodRule = `give one of ${methods.join(", ")}: ANY would need a permission for every method, and cors answers OPTIONS`;
const pathRule =
  "give a path such as /items/{id}: parts of letters, digits and . _ : -, parameters in braces, {rest+} at the end alone";
const integrationRule =
  'give { kind: "function", function }, { kind: "template", function, request }, or { kind: "mock", status }';
const templateRule = "give a template in Apache Velocity, $name and not ${name}, of at most 300 KB";
const statusRule = "give a status from 200 to 599";
const mockBodyRule =
  "give an object without $ and #, of at most 300 KB as JSON: it is a template, which would take them for its own";
const authorizerRule = `give { kind: "cognito", token: "id" }, { kind: "cognito", token: "access", scopes: [one or more of ${scopeNames.join(", ")}] }, { kind: "iam" }, { kind: "lambda" }, or { value: "none", reason }`;
const parametersRule =
  'give names with "required" or "optional", such as { id: "required" }: 1 to 64 letters, digits and . _ $ - in a name';
const bodyRule = "give a JSON Schema, draft 4, as an object: requestBody(z.strictObject({ … })) makes one";
const contentTypesRule = "give one or more content types, such as application/json, each once";

/**
 * API Gateway answers "Parameter name should match the following regular expression: ^[a-zA-Z0-9._$-]+$" to others, such as
 * `page[size]` (API Gateway Developer Guide, "Parameter mapping source reference for REST APIs";
 * api-platform/api-platform#2150).
 */
const presences = z.record(
  text(/^[A-Za-z0-9._$-]{1,64}$/, parametersRule),
  z.enum(["required", "optional"], { error: parametersRule }),
  { error: parametersRule },
);

/** Of a mapping template and of a model (API Gateway Developer Guide, "Quotas for configuring and running a REST API"). */
const templateBytes = 300 * 1024;
const modelBytes = 400 * 1024;

const template = z
  .string({ error: templateRule })
  .min(1, { error: templateRule })
  .refine((given) => Buffer.byteLength(given) <= templateBytes, { error: templateRule })
  .regex(/^(?![\s\S]*\$!?\{)/, { error: templateRule });

const fn = z.literal(functionNames, { error: functionRule });

const integration = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      /** The function gets the whole request and makes the whole answer. */
      kind: z.literal("function"),
      /** The function that answers, by its alias; the environment has to have it. */
      function: fn,
    }),
    z.strictObject({
      /** The function gets the output of `request`; the function's result is the body of a 200. */
      kind: z.literal("template"),
      /** The function that answers; the environment has to have it. */
      function: fn,
      /**
       * An Apache Velocity template, for each of `contentTypes`. Put in a caller's text as
       * `$util.escapeJavaScript(…).replaceAll("\\'","'")` alone, or it could end the text around it and write on.
       */
      request: template,
      /** An Apache Velocity template for the function's result. @default the result is passed on unchanged */
      response: template.optional(),
    }),
    z.strictObject({
      /** API Gateway answers itself. */
      kind: z.literal("mock"),
      /** The status that API Gateway answers with. */
      status: z.int({ error: statusRule }).min(200, { error: statusRule }).max(599, { error: statusRule }),
      /** The body that API Gateway answers with. @default no body */
      body: z
        .record(z.string(), z.unknown(), { error: mockBodyRule })
        .refine((body) => !/[$#]/.test(JSON.stringify(body)), { error: mockBodyRule })
        .refine((body) => Buffer.byteLength(JSON.stringify(body)) <= templateBytes, { error: mockBodyRule })
        .optional(),
      function: cannotHave('a mock calls no function: leave it out, or give kind: "function"'),
    }),
  ],
  { error: integrationRule },
);

/** With `token: "access"`: the token must have one of these. */
const scopes = z
  .array(z.literal(scopeNames, { error: scopesRule }), { error: scopesRule })
  .min(1, { error: scopesRule })
  .max(10, { error: scopesRule })
  .refine((given) => new Set(given).size === given.length, { error: scopesRule });

export const restRoute = z.strictObject({
  /** The method: one route for each. */
  method: z.literal(methods, { error: methodRule }),
  /** The path, from the root: `/hello`, `/items/{id}`, `/files/{rest+}`. */
  path: text(/^\/$|^(?=\/)(\/([A-Za-z0-9._:-]+|\{[A-Za-z][\w.-]*\}))*(\/\{[A-Za-z][\w.-]*\+\})?$/, pathRule),
  /** What answers. */
  integration,
  /**
   * Who may call. `cognito` requires a token of the pool, `iam` a signature of an AWS principal; `lambda` asks the request
   * authorizer. `none`, everybody, is a departure.
   */
  authorizer: guarded(
    z.union([
      z.strictObject({
        /** A token of the pool. */
        kind: z.literal("cognito"),
        /** An ID token, which says who the user is. API Gateway checks by the kind that is said here. */
        token: z.literal("id"),
      }),
      z.strictObject({
        kind: z.literal("cognito"),
        /** An access token, which says by scopes what its client may do. */
        token: z.literal("access"),
        scopes,
      }),
      z.strictObject({
        /** A signature of an AWS principal. */
        kind: z.literal("iam"),
      }),
      z.strictObject({
        /** Whatever `compute.functions.requestAuthorizer` lets in. */
        kind: z.literal("lambda"),
      }),
    ]),
    z.literal("none"),
    authorizerRule,
  ),
  /**
   * Requires an API key of one of `usagePlans` too. A key limits a caller who is known otherwise; it never proves who calls.
   *
   * @default false
   */
  apiKey: z.boolean({ error: "give true or false" }).optional(),
  /** Query parameters; without a required one the answer is 400. @default none is checked */
  query: presences.optional(),
  /** Headers; without a required one the answer is 400. @default none is checked */
  headers: presences.optional(),
  /** The form of a body, in JSON Schema draft 4; any other body is answered 400. @default bodies are not checked */
  body: z.record(z.string(), z.unknown(), { error: bodyRule }).optional(),
  /**
   * The accepted content types, if there is a `body` or a template. Any other is answered 400 by the check of the body, 415
   * by a template.
   *
   * @default application/json
   */
  contentTypes: z
    .array(text(/^[a-z]+\/[a-z0-9.+-]+$/, contentTypesRule), { error: contentTypesRule })
    .min(1, { error: contentTypesRule })
    .refine((given) => new Set(given).size === given.length, { error: contentTypesRule })
    .optional(),
  /** The limit of this route. Beyond it, the route answers 429. @default the API's */
  throttle: z.strictObject({ ratePerSecond, burst }).optional(),
});

export type RestRouteSettings = z.output<typeof restRoute>;

/** @param place of the list */
export function restRouteFaults(
  place: readonly string[],
  routes: readonly RestRouteSettings[],
  unknownPaths: "not-found" | "forbidden",
): Fault[] {
  return [
    ...repeatedRoutes(place, routes),
    ...parameterFaults(place, routes, unknownPaths),
    ...addressFaults(place, routes),
    ...modelFaults(place, routes),
    ...routes.flatMap((route, index) => routeFaults([...place, index], route)),
  ];
}

function repeatedRoutes(place: readonly string[], routes: readonly RestRouteSettings[]): Fault[] {
  const owners = new Map<string, string>();
  return routes.flatMap(({ method, path }, index) => {
    const given = `${method} ${path}`;
    const form = given.replaceAll(/\{[^}+]+(\+?)\}/g, "{$1}");
    const owner = owners.get(form);
    owners.set(form, owner ?? given);
    if (owner === undefined) return [];
    return [
      {
        path: [...place, index],
        message: `is ${quote(given)}, and ${quote(owner)} is there already; give each method and path once, whatever its parameters are called`,
      },
    ];
  });
}

function parameterFaults(
  place: readonly string[],
  routes: readonly RestRouteSettings[],
  unknownPaths: "not-found" | "forbidden",
): Fault[] {
  const faults: Fault[] = [];
  const at = (path: string) => [...place, routes.findIndex((route) => route.path === path), "path"];
  for (const [path, rival] of rivalParameters(routes.map((route) => route.path))) {
    faults.push({
      path: at(path),
      message: `is ${quote(path)}, and ${quote(rival)} names the parameter at that place otherwise; give it one name: API Gateway takes one parameter at one place`,
    });
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const [first = ""] = pathParts(path);
    if (unknownPaths === "forbidden" || !first.startsWith("{") || first === "{proxy+}") continue;
    faults.push({
      path: at(path),
      reads: [[...place.slice(0, -1), "unknownPaths"]],
      message: `is ${quote(path)}, where the 404 of unknown paths has {proxy+}; begin with a fixed part, or give unknownPaths: "forbidden"`,
    });
  }
  return faults;
}

/** Paths, or beginnings of paths, that are two resources of API Gateway but would share one Terraform address. */
function addressFaults(place: readonly string[], routes: readonly RestRouteSettings[]): Fault[] {
  const owners = new Map<string, { readonly form: string; readonly path: string; readonly index: number }>();
  return routes.flatMap(({ path }, index) => {
    const beginnings = pathParts(path).map((_, last, parts) => `/${parts.slice(0, last + 1).join("/")}`);
    const clash = beginnings.flatMap((beginning) => {
      const address = resourceAddress(beginning);
      const form = beginning.replaceAll(/\{[^}]+\}/g, "{}");
      const owner = owners.get(address);
      if (owner === undefined) owners.set(address, { form, path, index });
      return owner === undefined || owner.form === form ? [] : [{ address, owner }];
    })[0];
    if (clash === undefined) return [];
    const { address, owner } = clash;
    return [
      {
        path: [...place, index, "path"],
        message: `is ${quote(path)}, at the Terraform address ${address}, where ${[...place, owner.index, "path"].join(".")}, ${quote(owner.path)}, is already; give paths whose words differ: all but letters and digits only parts them`,
      },
    ];
  });
}

/**
 * Routes whose bodies would have models of one name. Two routes at one address are a fault already. API Gateway takes letters
 * and digits alone (API Gateway REST API Reference, CreateModel), and answers a second model of a name with a conflict.
 */
function modelFaults(place: readonly string[], routes: readonly RestRouteSettings[]): Fault[] {
  const owners = new Map<string, { readonly address: string; readonly path: string; readonly index: number }>();
  return routes.flatMap((route, index) => {
    if (route.body === undefined) return [];
    const { path } = route;
    const name = modelName(route);
    const address = routeAddress(route);
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, { address, path, index });
    if (owner === undefined || owner.address === address) return [];
    return [
      {
        path: [...place, index, "path"],
        reads: [[...place, index, "body"]],
        message: `is ${quote(path)}, whose body would have the model ${name}, as that of ${[...place, owner.index, "path"].join(".")}, ${quote(owner.path)}, has; give paths that differ in a letter or a digit: a model's name has nothing else`,
      },
    ];
  });
}

function routeFaults(at: readonly PropertyKey[], route: RestRouteSettings): Fault[] {
  const faults: Fault[] = [];
  const { method, path, integration, authorizer, apiKey, body, contentTypes } = route;
  const parameters = pathParameters(path);
  if (new Set(parameters).size < parameters.length) {
    faults.push({ path: [...at, "path"], message: `is ${quote(path)}; give each parameter a name of its own` });
  }
  if (integration.kind !== "mock") {
    faults.push(...permissionFaults(at, path, permissionId(route), integration.function));
  }
  if (path === "/ping" || path === "/sping") {
    faults.push({
      path: [...at, "path"],
      message: `is ${quote(path)}; give another path: API Gateway answers /ping and /sping itself (API Gateway Developer Guide, "Important notes")`,
    });
  }
  if (apiKey === true && authorizer === "none") {
    faults.push({
      path: [...at, "apiKey"],
      reads: [[...at, "authorizer"]],
      message: `is true on ${method} ${path}, which anybody may call; give an authorizer too: a key identifies no one`,
    });
  }
  if (body !== undefined && (method === "GET" || method === "HEAD")) {
    faults.push({
      path: [...at, "body"],
      reads: [[...at, "method"]],
      message: `is given for ${method}, which has no body; leave it out, or check query`,
    });
  }
  if (contentTypes !== undefined && body === undefined && integration.kind !== "template") {
    faults.push({
      path: [...at, "contentTypes"],
      reads: [
        [...at, "body"],
        [...at, "integration"],
      ],
      message: `is ${quote(contentTypes)} without a body or a template, by which alone API Gateway looks at them; give a body`,
    });
  }
  const schemaFault = body && jsonSchemaFault(body);
  if (schemaFault !== undefined) {
    faults.push({ path: [...at, "body"], message: `is no JSON Schema of draft 4: ${schemaFault}; ${bodyRule}` });
  }
  const bytes = body === undefined ? 0 : Buffer.byteLength(modelSchema(body));
  if (bytes > modelBytes) {
    faults.push({
      path: [...at, "body"],
      message: `makes a model of ${bytes.toLocaleString("en")} bytes; API Gateway takes ${modelBytes.toLocaleString("en")}: take something out, or check the rest in the function`,
    });
  }
  return [...faults, ...templateFaults(at, route, "request"), ...templateFaults(at, route, "response")];
}

/** A caller's text, wherever a template takes it from. `$input.json` writes JSON, and so is safe. */
const callersText = /\$!?(?:input\.(?:params|path|body)\b(?:\(\s*(?:(['"])(.*?)\1)?[^)]*\))?|context\b[\w.]*)/g;

/** `$context` without a caller's quotation marks (API Gateway Developer Guide, "Variables for data mapping"). */
const ownWords =
  /^\$!?context\.(accountId|apiId|stage|requestId|extendedRequestId|httpMethod|resourceId|resourcePath|requestTime|requestTimeEpoch|identity\.sourceIp)$/;

/** `escapeJavaScript` writes `\'`, which is not JSON: `replaceAll` undoes it (the same guide, "$util variables"). */
const asText = {
  before: /\$util\.escapeJavaScript\(\s*$/,
  after: /^\s*\)\.replaceAll\(\s*"\\\\'"\s*,\s*"'"\s*\)/,
};
const encoded = /\$util\.(urlEncode|base64Encode)\(\s*$/;

function templateFaults(at: readonly PropertyKey[], route: RestRouteSettings, key: "request" | "response"): Fault[] {
  if (route.integration.kind !== "template") return [];
  const template = route.integration[key] ?? "";
  const faults: Fault[] = [];
  const { path, query = {}, headers = {} } = route;
  const declared = [...pathParameters(path), ...Object.keys(query), ...Object.keys(headers)];
  const place = [...at, "integration", key];
  for (const found of template.matchAll(callersText)) {
    const [taken, , parameter] = found;
    // In a response, `$input` is what the function returned.
    if (ownWords.test(taken) || (key === "response" && taken.includes("input"))) continue;
    const [before, after] = [template.slice(0, found.index), template.slice(found.index + taken.length)];
    if (!encoded.test(before) && !(asText.before.test(before) && asText.after.test(after))) {
      faults.push({
        path: place,
        message: `has ${quote(taken)} as it came; give $util.escapeJavaScript(${taken}).replaceAll("\\\\'","'"): a quotation mark in it would end the text and change the document`,
      });
    }
    if (taken.includes("params") && parameter !== undefined && !declared.includes(parameter)) {
      faults.push({
        path: place,
        reads: [
          [...at, "path"],
          [...at, "query"],
          [...at, "headers"],
        ],
        message: `takes the parameter ${quote(parameter)}, which the route does not declare; give it in path, query or headers`,
      });
    }
  }
  return faults;
}
