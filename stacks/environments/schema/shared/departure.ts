import { z } from "zod";

/**
 * Why a secure default is weakened, and until when. Written into an environment's record, listed by every synth, and
 * refused once `until` has passed.
 */
export interface Departure {
  readonly reason: string;
  /** The last day of the departure, `YYYY-MM-DD`. @default no end */
  readonly until?: string;
}

/** A weaker value together with the reason for it. */
export interface Weakened<T> extends Departure {
  readonly value: T;
}

const departureRule = 'a departure is { reason: "at least ten characters", until?: "YYYY-MM-DD" }';

/** For a group that is itself a departure: its settings stand beside the reason. */
export const departureShape = {
  reason: z.string({ error: departureRule }).trim().min(10, { error: departureRule }),
  until: z.iso.date({ error: departureRule }).optional(),
};

/** A switch that is off unless a departure turns it on; parses to a boolean. */
export function exception() {
  return z
    .union([z.literal(false), z.strictObject(departureShape)], {
      error: `give false, or a departure; ${departureRule}`,
    })
    .transform((given) => given !== false);
}

/**
 * A setting whose secure values are given plainly and whose weaker values only as `{ value, reason, until? }`; parses
 * to the plain value.
 *
 * @param rule what is allowed, as the end of a sentence: `give "private", or …`
 */
export function guarded<S extends z.ZodType, W extends z.ZodType>(secure: S, weaker: W, rule: string) {
  return z
    .union([secure, z.strictObject({ value: weaker, ...departureShape })], { error: rule })
    .transform(
      (given): z.output<S> | z.output<W> => (isWeakened(given) ? given.value : given) as z.output<S> | z.output<W>,
    );
}

/** A switch that is on unless a departure, `{ value: false, reason }`, turns it off; parses to a boolean. */
export function onUnlessDeparted() {
  return guarded(z.literal(true), z.literal(false), "give true, or { value: false, reason }");
}

function isWeakened(given: unknown): given is Weakened<unknown> {
  return isDeparture(given) && "value" in given;
}

export function isDeparture(given: unknown): given is Departure {
  return typeof given === "object" && given !== null && "reason" in given && typeof given.reason === "string";
}

/** A departure and its place. */
export interface PlacedDeparture extends Departure {
  readonly path: string;
}

/**
 * Every departure in a record, in the order of the record, also within a departure that is a group of settings. A route in a
 * list is named by its method and path: `routes[GET /orders]`.
 */
export function departuresOf(record: unknown, path = ""): PlacedDeparture[] {
  if (typeof record !== "object" || record === null) return [];
  const within = Object.entries(record).flatMap(([key, value]) => {
    const route = Array.isArray(record) ? routeName(value) : undefined;
    const place = route === undefined ? [path, key].filter(Boolean).join(".") : `${path}[${route}]`;
    return departuresOf(value, place);
  });
  if (!isDeparture(record)) return within;
  const { reason, until } = record;
  return [{ path, reason, ...(until !== undefined && { until }) }, ...within];
}

function routeName(item: unknown): string | undefined {
  if (typeof item !== "object" || item === null || !("method" in item) || !("path" in item)) return undefined;
  return `${String(item.method)} ${String(item.path)}`;
}
