import { acceptedByAll } from "../../functions/rotate-origin-secret/accepted-by-all";
import { copyCurrent } from "../../functions/rotate-origin-secret/commands";
import type { AcceptedValues, Bounds, Clock, Ports, Probe } from "../../functions/rotate-origin-secret/ports";
import { rotate, type RotationRequest } from "../../functions/rotate-origin-secret/rotation";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** What can go otherwise from one run to the next; the rest follows from `seed`. */
export interface Course {
  readonly seed: number;
  /** Of CloudFront: points of presence lag behind each by themselves. */
  readonly places: number;
  /** Of origins, each with accepted values of its own: a firewall, functions, or both. */
  readonly asking: readonly ("firewall" | "functions")[];
  /** How likely a call of the function ends before or after any one thing that it does. */
  readonly crashes: number;
  /** How long after the one before each rotation begins: in intervals, so that less than 1 is too early. */
  readonly rotations: readonly number[];
}

/** How long what is changed takes at most to reach all of CloudFront and all of the firewall. */
export interface Delays {
  readonly lagMilliseconds: number;
  readonly settleMilliseconds: number;
}

const interval = 7 * day;
export const bounds: Bounds = {
  lagMilliseconds: interval,
  settleMilliseconds: 2 * minute,
  pollMilliseconds: 30 * second,
};

interface Change<T> {
  readonly at: number;
  readonly to: T;
}

/** A request that was refused although CloudFront made it: when, with which value. */
export interface Refusal {
  readonly at: number;
  readonly value: string;
}

/**
 * A secret, what asks for its value and CloudFront, with a clock of their own. What is put into CloudFront, into a firewall
 * or before functions takes from no time at all up to the stated delay to arrive, and nothing is said of where it arrives
 * when: a point of presence may send whatever was put since the last thing that has surely arrived, and a firewall or a
 * function may accept likewise.
 */
export class SimulatedOrigin {
  private now = 0;
  private deadline = Infinity;
  private crashes = 0;
  private versions = new Map<string, { value: string | undefined; stages: Set<string> }>();
  private readonly sets: Change<readonly string[]>[][];
  private readonly puts: Change<string>[][];
  private deployedAt = 0;
  private openedAt = Infinity;
  private made = 0;
  private readonly random: () => number;
  private readonly kept: string[] = [];
  private finished = 0;

  constructor(
    private readonly course: Course,
    private readonly delays: Delays,
    private readonly functionBounds: Bounds = bounds,
    private readonly alter: (ports: Ports) => Ports = (ports) => ports,
  ) {
    this.random = randomOf(course.seed);
    this.puts = Array.from({ length: course.places }, () => []);
    this.sets = course.asking.map(() => [{ at: 0, to: [] }]);
    this.versions.set("first", { value: this.newValue(), stages: new Set(["AWSCURRENT"]) });
  }

  /** The first apply, then every rotation of the course, with what may come between them. */
  async run(): Promise<void> {
    await copyCurrent(this.ports(), this.functionBounds);
    // CloudFront is made after that, and takes longer than the firewall takes to settle.
    this.openedAt = this.now += this.delays.settleMilliseconds;
    for (const wait of this.course.rotations) {
      this.now += wait * interval;
      await this.rotation();
      await this.between();
    }
  }

  /** A rotation of which nothing fails, one interval after all that was; it may have to go on in another call. */
  async calmRotation(): Promise<void> {
    this.crashes = 0;
    this.now += interval;
    const version = this.pending() ?? this.newVersion();
    for (let attempts = 4; attempts > 0; attempts--) if (await this.attempt(version).then(yes, no)) return;
    throw new Error("a rotation of which nothing fails does not end");
  }

  accepted(): readonly string[] {
    return [...new Set(this.sets.flatMap((changes) => changes.at(-1)?.to ?? []))].sort();
  }

  staged(...stages: readonly string[]): readonly (string | undefined)[] {
    return stages.map((stage) => this.holder(stage)?.[1].value).sort();
  }

  /** How many rotations came to their end. */
  rotated(): number {
    return this.finished;
  }

  /** What was still accepted after a rotation although its successor was sent an interval before the rotation began. */
  overstayed(): readonly string[] {
    return this.kept;
  }

  largestSet(): number {
    return Math.max(...this.sets.flat().map(({ to }) => to.length));
  }

  /** The first of all moments at which a value may be sent, from anywhere, that may be refused, anywhere. */
  refusal(): Refusal | undefined {
    const { lagMilliseconds: lag, settleMilliseconds: settle } = this.delays;
    const moments = [
      ...this.puts.flat().flatMap(({ at }) => [at, at + lag]),
      ...this.sets.flat().flatMap(({ at }) => [at, at + settle]),
    ];
    for (const at of moments.filter((at) => at >= this.openedAt).sort((one, other) => one - other)) {
      const sets = this.sets.flatMap((changes) => possible(changes, at, settle));
      const refused = this.puts
        .flatMap((puts) => possible(puts, at, lag))
        .find((value) => sets.some((values) => !values.includes(value)));
      if (refused !== undefined) return { at, value: refused };
    }
    return undefined;
  }

  /** Secrets Manager tries a rotation some times, and takes it up again where an attempt has left it. */
  private async rotation(): Promise<void> {
    const version = this.pending() ?? this.newVersion();
    const lastPut = Math.max(...this.puts.flatMap((puts) => puts.at(-1)?.at ?? []));
    const inUse = [...this.puts.map((puts) => puts.at(-1)?.to), ...this.staged("AWSCURRENT")];
    const superseded = this.now >= lastPut + this.functionBounds.lagMilliseconds;
    this.crashes = this.course.crashes;
    for (let attempts = 1 + Math.floor(this.random() * 6); attempts > 0; attempts--) {
      if (await this.attempt(version).then(yes, no)) {
        this.finished++;
        const mayStay = [...inUse, this.versions.get(version)?.value];
        if (superseded) this.kept.push(...this.accepted().filter((value) => !mayStay.includes(value)));
        return;
      }
      // At once as a rule: what the attempt before it has changed has not arrived yet.
      this.now += this.random() ** 8 * 2 * hour;
    }
  }

  private async attempt(version: string): Promise<void> {
    for (const step of ["createSecret", "setSecret", "testSecret", "finishSecret"] as const)
      await this.step(step, version);
  }

  private async step(step: RotationRequest["Step"], version: string): Promise<void> {
    this.deadline = this.now + 15 * minute;
    await rotate({ Step: step, ClientRequestToken: version }, this.ports(), this.functionBounds);
    this.deadline = Infinity;
  }

  private async between(): Promise<void> {
    const which = this.random();
    if (which < 0.1) {
      // Somebody gives up the rotation that is in its course.
      const pending = this.pending();
      if (pending !== undefined) this.versions.get(pending)?.stages.delete("AWSPENDING");
    } else if (which < 0.2) {
      await copyCurrent(this.ports(), this.functionBounds).then(yes, no);
    } else if (which < 0.3 && this.pending() === undefined) {
      // The schedule is changed: Secrets Manager calls one step, with a version that has the current value.
      const version = this.newVersion(this.holder("AWSCURRENT")?.[1].value);
      await this.step("testSecret", version).then(yes, no);
      this.versions.delete(version);
    }
  }

  private holder(stage: string) {
    return [...this.versions].find(([, { stages }]) => stages.has(stage));
  }

  private pending(): string | undefined {
    return [...this.versions].find(([, { stages }]) => stages.has("AWSPENDING") && !stages.has("AWSCURRENT"))?.[0];
  }

  private newVersion(value?: string): string {
    const version = `version-${this.versions.size}-${this.made++}`;
    for (const { stages } of this.versions.values()) stages.delete("AWSPENDING");
    this.versions.set(version, { value, stages: new Set(["AWSPENDING"]) });
    return version;
  }

  private newValue(): string {
    return String(this.made++).padStart(32, "v");
  }

  /** A call of AWS or of the origin: it takes its time, and the function may end before it or after it. */
  private async does<T>(effect: () => T | Promise<T>): Promise<T> {
    this.now += this.random() * 2 * second;
    if (this.now > this.deadline || this.random() < this.crashes) throw new Error("ended before");
    const result = await effect();
    if (this.random() < this.crashes) throw new Error("ended after");
    return result;
  }

  private ports(): Ports {
    const clock: Clock = {
      now: () => this.now,
      sleep: (milliseconds) =>
        this.does(() => {
          this.now += milliseconds;
        }),
      remainingMilliseconds: () => this.deadline - this.now,
    };
    return this.alter({ clock, ...this.secretPort(), ...this.acceptedPort(), ...this.sentPort(), probe: this.probe() });
  }

  private secretPort(): Pick<Ports, "secret" | "newValue"> {
    return {
      newValue: () => this.newValue(),
      secret: {
        describe: () =>
          this.does(() => ({
            rotationEnabled: true,
            stages: Object.fromEntries([...this.versions].map(([id, { stages }]) => [id, [...stages]])),
          })),
        value: (version) => this.does(() => this.versions.get(version)?.value),
        putPending: (version, value) =>
          this.does(() => {
            const held = this.versions.get(version);
            if (held === undefined || held.value !== undefined) throw new Error("the version cannot be given a value");
            held.value = value;
          }),
        moveCurrent: ({ to, from }) =>
          this.does(() => {
            const [current, next] = [this.versions.get(from), this.versions.get(to)];
            if (!current?.stages.has("AWSCURRENT") || next === undefined) throw new Error("AWSCURRENT is not there");
            for (const { stages } of this.versions.values()) stages.delete("AWSPREVIOUS");
            current.stages.delete("AWSCURRENT");
            current.stages.add("AWSPREVIOUS");
            next.stages.add("AWSCURRENT");
          }),
      },
    };
  }

  private acceptedPort(): Pick<Ports, "accepted"> {
    const inForce = (changes: readonly Change<readonly string[]>[]) => [...(changes.at(-1)?.to ?? [])].sort();
    const one = (changes: Change<readonly string[]>[]): AcceptedValues => ({
      read: () => this.does(() => inForce(changes)),
      change: async (decide) => {
        const before = await this.does(() => inForce(changes));
        const after = [...(await decide(before))].sort();
        if (after.join() === before.join()) return false;
        await this.does(() => changes.push({ at: this.now, to: after }));
        return true;
      },
    });
    return { accepted: acceptedByAll(this.sets.map(one)) };
  }

  private sentPort(): Pick<Ports, "sent"> {
    return {
      sent: {
        read: () =>
          this.does(() => ({
            values: this.puts.map((puts) => puts.at(-1)?.to),
            since: this.puts.every((puts) => puts.length === 0)
              ? undefined
              : Math.max(...this.puts.flatMap((puts) => puts.at(-1)?.at ?? [])),
          })),
        put: async (value) => {
          for (const puts of this.puts)
            await this.does(() => {
              if (puts.at(-1)?.to === value) return;
              puts.push({ at: this.now, to: value });
              this.deployedAt = this.now + this.random() ** 3 * 40 * minute;
            });
        },
        isDeployed: () => this.does(() => this.now >= this.deployedAt),
      },
    };
  }

  private probe(): Probe {
    return (value) =>
      this.does(() => {
        const [firewall] = this.sets.filter((_, index) => this.course.asking[index] === "firewall");
        if (firewall === undefined) return "let through";
        const sets = possible(firewall, this.now, this.delays.settleMilliseconds);
        if (this.random() < this.crashes) return "unreachable";
        const set = sets[Math.floor(this.random() * sets.length)];
        return set?.includes(value) ? "let through" : "blocked by the firewall";
      });
  }
}

const yes = () => true;
const no = () => false;

/** What may be in force somewhere: the last that has surely arrived everywhere, and all that came after it. */
function possible<T>(changes: readonly Change<T>[], at: number, delay: number): readonly T[] {
  const begun = changes.filter((change) => change.at <= at);
  const arrived = begun.findLastIndex((change) => change.at + delay <= at);
  return begun.slice(Math.max(arrived, 0)).map(({ to }) => to);
}

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
