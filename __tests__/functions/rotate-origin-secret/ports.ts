import type { Bounds, Ports } from "../../../functions/rotate-origin-secret/ports";

export const bounds: Bounds = {
  lagMilliseconds: 6 * 86_400_000,
  settleMilliseconds: 120_000,
  pollMilliseconds: 10_000,
};

/** A header value that is told apart by its last character. */
export const valueOf = (name: string): string => name.padStart(32, "0");

/** What the ports show, and what the function may change of it. */
export interface World {
  rotationEnabled: boolean;
  stages: Record<string, string[]>;
  values: Record<string, string | undefined>;
  accepted: readonly string[];
  sent: (string | undefined)[];
  since: number | undefined;
  deployed: boolean;
  answers: ("let through" | "blocked by the firewall" | "unreachable")[];
  now: number;
  deadline: number;
}

/** A rotation from `current` to `pending` is about to begin, an interval after the one before it. */
export const aboutToRotate = (): World => ({
  rotationEnabled: true,
  stages: { old: ["AWSPREVIOUS"], now: ["AWSCURRENT"], next: ["AWSPENDING"] },
  values: { old: valueOf("o"), now: valueOf("c"), next: valueOf("p") },
  accepted: [valueOf("o"), valueOf("c")],
  sent: [valueOf("c")],
  since: 0,
  deployed: true,
  answers: [],
  now: 7 * 86_400_000,
  deadline: 7 * 86_400_000 + 900_000,
});

/** Ports that write down, in its order, what was changed, what was asked of the origin and how long was slept. */
export function portsOf(world: World): Ports & { readonly done: string[] } {
  const done: string[] = [];
  const does = <T>(what: string, answer: T): Promise<T> => {
    done.push(what);
    return Promise.resolve(answer);
  };
  const last = (value: string) => value.replace(/^0+/, "");
  return {
    done,
    newValue: () => valueOf("n"),
    secret: {
      describe: () => Promise.resolve({ rotationEnabled: world.rotationEnabled, stages: world.stages }),
      value: (version) => Promise.resolve(world.values[version]),
      putPending: (version, value) => {
        world.values[version] = value;
        return does(`put ${last(value)} into ${version}`, undefined);
      },
      moveCurrent: ({ from, to }) => does(`move AWSCURRENT from ${from} to ${to}`, undefined),
    },
    accepted: {
      read: () => Promise.resolve(world.accepted),
      change: async (decide) => {
        const after = await decide(world.accepted);
        if ([...after].sort().join() === [...world.accepted].sort().join()) return false;
        world.accepted = after;
        return does(`accept ${after.map(last).join(" ")}`, true);
      },
    },
    sent: {
      read: () => Promise.resolve({ values: world.sent, since: world.since }),
      put: (value) => {
        world.sent = world.sent.map(() => value);
        world.since = world.now;
        return does(`send ${last(value)}`, undefined);
      },
      isDeployed: () => Promise.resolve(world.deployed),
    },
    probe: (value) => does(`ask with ${last(value)}`, world.answers.shift() ?? "let through"),
    clock: {
      now: () => world.now,
      sleep: (milliseconds) => {
        world.now += milliseconds;
        return does(`sleep ${milliseconds / 1000}`, undefined);
      },
      remainingMilliseconds: () => world.deadline - world.now,
    },
  };
}
