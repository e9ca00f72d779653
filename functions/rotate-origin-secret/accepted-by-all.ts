import type { AcceptedValues } from "./ports";

/** Several sets as one, changed in order: if a call ends between two, the next call changes the rest. */
export function acceptedByAll(sets: readonly AcceptedValues[]): AcceptedValues {
  return {
    read: async () => {
      const [first = [], ...others] = await Promise.all(sets.map((set) => set.read()));
      return first.filter((value) => others.every((values) => values.includes(value)));
    },
    change: async (decide) => {
      let changed = false;
      for (const set of sets) if (await set.change(decide)) changed = true;
      return changed;
    },
  };
}
