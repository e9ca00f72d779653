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
const requestsRule = `give 1 to ${mostRequests.toLocaleString("en")} requests: a quota of none would answer 429 to everything`;
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

interface PlanSurroundings {
  readonly routes: readonly {
    readonly method: string;
    readonly path: string;
    readonly apiKey?: boolean | undefined;
  }[];
  readonly state: "hcp" | "http" | "local" | "s3";
  /** Whether the values of keys may lie in a state on this machine. */
  readonly apiKeysInLocalState: boolean;
}

/** @param api place of the API's settings: `["edge", "restApi"]` */
export function usagePlanFaults(api: readonly string[], plans: UsagePlans, surroundings: PlanSurroundings): Fault[] {
  const { routes, state, apiKeysInLocalState } = surroundings;
  const place = [...api, "usagePlans"];
  const reads = [[...api, "routes"]];
  const faults: Fault[] = [];
  const planned = Object.entries(plans);
  const keyed = routes.filter(({ apiKey }) => apiKey === true);

  routes.forEach(({ method, path, apiKey }, index) => {
    if (apiKey !== true || planned.length > 0) return;
    faults.push({
      path: [...api, "routes", index, "apiKey"],
      reads: [place],
      message: `is true for ${method} ${path} while there is no usage plan; give ${place.join(".")}: a key outside every plan is answered 403`,
    });
  });
  if (planned.length > 0 && keyed.length === 0) {
    faults.push({
      path: place,
      reads,
      message: "limits nobody; give apiKey: true on a route: who sends no key is under no plan",
    });
  }

  const counts = { plans: planned.length, "API keys": planned.flatMap(([, { apiKeys }]) => apiKeys).length };
  for (const what of ["plans", "API keys"] as const) {
    if (counts[what] <= quotas[what]) continue;
    faults.push({
      path: place,
      message: `has ${counts[what].toLocaleString("en")} ${what}; give at most ${quotas[what].toLocaleString("en")}, which API Gateway keeps in an account and region`,
    });
  }

  const owners = new Map<string, string>();
  const named = new Map<string, string>();
  for (const [plan, { apiKeys, methods }] of planned) {
    for (const key of apiKeys) {
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, plan);
      else {
        faults.push({
          path: [...place, plan, "apiKeys"],
          message: `has ${quote(key)}, which ${owner} has already; give each key one plan: AWS lets a key be in one plan of a stage (API Gateway Developer Guide, "Usage plans and API keys for REST APIs")`,
        });
      }
      const called = `${plan}-${key}`;
      const other = named.get(called);
      if (other === undefined) named.set(called, plan);
      else {
        faults.push({
          path: [...place, plan, "apiKeys"],
          message: `has ${quote(key)}, which would be called ${called}, as a key of ${other} is; give it another name`,
        });
      }
    }
    methods.forEach(({ method, path }, index) => {
      const given = `${method} ${path}`;
      const at = [...place, plan, "methods", index];
      if (methods.findIndex((other) => `${other.method} ${other.path}` === given) < index) {
        faults.push({ path: at, message: `is for ${quote(given)} again; give each route once` });
      } else if (!keyed.some((route) => `${route.method} ${route.path}` === given)) {
        faults.push({
          path: at,
          reads,
          message: `is for ${quote(given)}; give a route that has apiKey: true: on any other the plan has no say`,
        });
      }
    });
  }
  return [...faults, ...stateFaults([...api, "apiKeysInLocalState"], planned.length > 0, state, apiKeysInLocalState)];
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
          "is false while state.backend is local, where the values of API keys would lie in plain text; give an encrypted backend, or accept it by apiKeysInLocalState: { reason }",
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
