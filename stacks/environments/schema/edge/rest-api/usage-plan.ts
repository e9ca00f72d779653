import { z } from "zod";
import { guarded } from "../../shared/departure";
import type { Fault } from "../../shared/fault";
import { quote } from "../../shared/fault";
import { burst, ratePerSecond } from "../http-api/route";
import { text } from "../../shared/text";

const nameRule = "give a name of at most 32 lower-case letters, digits and single hyphens, such as partners";
const name = text(/^(?=.{1,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/, nameRule);
const keysRule = "give one or more names of API keys, each once";
const methodsRule = "give a list of { method, path, ratePerSecond, burst }";
const plansRule = 'give usage plans by name, such as { partners: { apiKeys: ["acme"] } }';

/** API Gateway keeps the number in 32 bits (API Gateway REST API Reference, QuotaSettings). */
const mostRequests = 2_147_483_647;
const requestsRule = `give 1 to ${mostRequests.toLocaleString("en")} requests: a quota of 0 would answer 429 to every request`;
const quotaRule =
  'give { requests: 1 or more, period: "DAY" | "WEEK" | "MONTH" }, or { value: "none", reason } for no quota';

const quota = z.strictObject({
  /** Requests of each key in a period, 1 to 2,147,483,647. @default 1,000 */
  requests: z
    .int({ error: requestsRule })
    .min(1, { error: requestsRule })
    .max(mostRequests, { error: requestsRule })
    .default(1000),
  /** In UTC: the day, the week from Sunday, the month from its first. @default "DAY" */
  period: z.enum(["DAY", "WEEK", "MONTH"], { error: 'give "DAY", "WEEK" or "MONTH"' }).default("DAY"),
});

const usagePlan = z.strictObject({
  /** The limit of each key: a bucket of `burst` requests. Beyond it, the key is answered 429. */
  throttle: z
    .strictObject({
      /** Requests a second that fill the bucket, 1 to 10,000. @default 10 */
      ratePerSecond: ratePerSecond.default(10),
      /** The size of the bucket: requests at once, 1 to 5,000. @default 20 */
      burst: burst.default(20),
    })
    .prefault({}),
  /** How many requests each key has in all; to do without is a departure. @default {}: 1,000 a day */
  quota: guarded(quota, z.literal("none"), quotaRule).prefault({}),
  /** Narrower limits for single routes, as `{ method, path, ratePerSecond, burst }`. @default none */
  methods: z
    .array(
      z.strictObject({
        /** The route's method. */
        method: z.string({ error: methodsRule }),
        /** The route's path, as the route has it. */
        path: z.string({ error: methodsRule }),
        ratePerSecond,
        burst,
      }),
      {
        error: methodsRule,
      },
    )
    .default([]),
  /**
   * The names of the plan's keys, one for each caller. AWS makes the values. They are in the state, and in no plan or
   * output: read one with `aws apigateway get-api-key --include-value`. Another name of a key, or another plan for it, makes
   * one with another value, and the old value is refused: add the new name, hand its value over, then take the old name
   * away.
   */
  apiKeys: z
    .array(name, { error: keysRule })
    .min(1, { error: keysRule })
    .refine((given) => new Set(given).size === given.length, { error: keysRule }),
});

/** Usage plans by name. */
export const usagePlans = z.record(name, usagePlan, {
  error: ({ code }) => (code === "invalid_key" ? nameRule : plansRule),
});

export type UsagePlans = z.output<typeof usagePlans>;

/** In an account and region (API Gateway Developer Guide, "Quotas for configuring and running a REST API"). */
const quotas = { plans: 300, "API keys": 10_000 };

interface KeyedRoute {
  readonly method: string;
  readonly path: string;
  readonly apiKey?: boolean | undefined;
}

interface PlanSurroundings {
  readonly routes: readonly KeyedRoute[];
  readonly state: "hcp" | "http" | "local" | "s3";
  /** Whether the values of keys may lie in a state on this machine. */
  readonly apiKeysInLocalState: boolean;
}

type NamedPlan = readonly [name: string, plan: UsagePlans[string]];

/** @param api place of the API's settings: `["edge", "restApi"]` */
export function usagePlanFaults(api: readonly string[], plans: UsagePlans, surroundings: PlanSurroundings): Fault[] {
  const { routes, state, apiKeysInLocalState } = surroundings;
  const planned = Object.entries(plans);
  return [
    ...useFaults(api, planned, routes),
    ...quotaFaults([...api, "usagePlans"], planned),
    ...planned.flatMap((plan, index) => [
      ...keyFaults([...api, "usagePlans"], plan, planned.slice(0, index)),
      ...methodFaults(api, plan, routes),
    ]),
    ...stateFaults([...api, "apiKeysInLocalState"], planned.length > 0, state, apiKeysInLocalState),
  ];
}

/** Routes that ask for a key without a plan, and plans without a route that asks for a key. */
function useFaults(api: readonly string[], planned: readonly NamedPlan[], routes: readonly KeyedRoute[]): Fault[] {
  const place = [...api, "usagePlans"];
  if (planned.length === 0) {
    return routes.flatMap(({ method, path, apiKey }, index) => {
      if (apiKey !== true) return [];
      return [
        {
          path: [...api, "routes", index, "apiKey"],
          reads: [place],
          message: `is true for ${method} ${path} while there is no usage plan; give ${place.join(".")}: API Gateway answers 403 to a key outside every plan`,
        },
      ];
    });
  }
  if (routes.some(({ apiKey }) => apiKey === true)) return [];
  return [
    {
      path: place,
      reads: [[...api, "routes"]],
      message: "limits nobody; give apiKey: true on a route: a plan limits only requests with an API key",
    },
  ];
}

function quotaFaults(place: readonly string[], planned: readonly NamedPlan[]): Fault[] {
  const counts = { plans: planned.length, "API keys": planned.flatMap(([, { apiKeys }]) => apiKeys).length };
  return (["plans", "API keys"] as const).flatMap((what) => {
    if (counts[what] <= quotas[what]) return [];
    return [
      {
        path: place,
        message: `has ${counts[what].toLocaleString("en")} ${what}; give at most ${quotas[what].toLocaleString("en")}, API Gateway's quota of an account and region`,
      },
    ];
  });
}

/** Keys that an earlier plan has already, or whose name would be that of an earlier plan's key. */
function keyFaults(place: readonly string[], [plan, { apiKeys }]: NamedPlan, earlier: readonly NamedPlan[]): Fault[] {
  const path = [...place, plan, "apiKeys"];
  return apiKeys.flatMap((key) => {
    const called = `${plan}-${key}`;
    const owner = earlier.find(([, other]) => other.apiKeys.includes(key))?.[0];
    const namesake = earlier.find(([other, its]) => its.apiKeys.some((one) => `${other}-${one}` === called))?.[0];
    return [
      ...(owner === undefined
        ? []
        : [
            {
              path,
              message: `has ${quote(key)}, which the plan ${owner} has already; give each key one plan: AWS accepts a key in one plan of a stage (API Gateway Developer Guide, "Usage plans and API keys for REST APIs")`,
            },
          ]),
      ...(namesake === undefined
        ? []
        : [
            {
              path,
              message: `has ${quote(key)}, which would have the name ${called}, as a key of the plan ${namesake} has; give the key another name`,
            },
          ]),
    ];
  });
}

function methodFaults(api: readonly string[], [plan, { methods }]: NamedPlan, routes: readonly KeyedRoute[]): Fault[] {
  const nameOf = ({ method, path }: Pick<KeyedRoute, "method" | "path">) => `${method} ${path}`;
  const keyed = routes.filter(({ apiKey }) => apiKey === true).map(nameOf);
  return methods.flatMap((given, index): Fault[] => {
    const path = [...api, "usagePlans", plan, "methods", index];
    const name = nameOf(given);
    if (methods.findIndex((other) => nameOf(other) === name) < index) {
      return [{ path, message: `is for ${quote(name)} again; give each route once` }];
    }
    if (keyed.includes(name)) return [];
    return [
      {
        path,
        reads: [[...api, "routes"]],
        message: `is for ${quote(name)}; give a route that has apiKey: true: a plan limits no other route`,
      },
    ];
  });
}

/** The provider keeps the value of a key in the state, as plain text. */
function stateFaults(
  path: readonly string[],
  hasKeys: boolean,
  state: PlanSurroundings["state"],
  accepted: boolean,
): Fault[] {
  if (hasKeys && state === "local" && !accepted) {
    return [
      {
        path,
        reads: [["state"]],
        message:
          "is false while state.backend is local, where the values of API keys would lie in plain text; give an encrypted backend, or accept the plain text by apiKeysInLocalState: { reason }",
      },
    ];
  }
  if (accepted && (!hasKeys || state !== "local")) {
    return [
      {
        path,
        reads: [["state"]],
        message: hasKeys
          ? `is a departure while state.backend is ${quote(state)}; leave it out`
          : "is a departure while there is no API key; leave it out",
      },
    ];
  }
  return [];
}
