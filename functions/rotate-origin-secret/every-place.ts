import type { SentValue } from "./ports";

/** Several places as one, written in order. If a call ends between two, the next call reads the own value of each place. */
export function everyPlace(places: readonly SentValue[]): SentValue {
  return {
    read: async () => {
      const all = await Promise.all(places.map((place) => place.read()));
      const since = all.flatMap((one) => one.since ?? []);
      return {
        values: all.flatMap(({ values }) => values),
        since: since.length === 0 ? undefined : Math.max(...since),
      };
    },
    put: async (value) => {
      for (const place of places) await place.put(value);
    },
    isDeployed: async () => (await Promise.all(places.map((place) => place.isDeployed()))).every(Boolean),
  };
}
