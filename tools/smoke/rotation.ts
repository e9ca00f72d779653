import { type Secret, refusedByAws } from "./account";
import { manyInWords } from "./answer";
import type { Clock } from "./options";
import { type Outcome, judgement, notJudged, notSent } from "./result";

/** A request that is repeated while a secret rotates. */
export interface Watched {
  /** Sends one request, and tells whether the answer was as expected. */
  ask(): Promise<{ readonly actual: string; readonly asExpected: boolean; readonly unanswered?: boolean }>;
  /** When the request's token expires, in milliseconds since 1970. @default it has no token */
  readonly until?: number;
}

/**
 * How long a rotation may take until the new value is the current one. The header's rotation waits five minutes for a
 * firewall to know the new value. Its function has a quarter of an hour for a call (Lambda Developer Guide, "Lambda
 * quotas"), and is retried where that was too little.
 */
export const minutesOfARotation = 20;

/**
 * How long requests are repeated after the rotation, while the new value reaches every place. The rotation waits for a
 * distribution to be deployed; a value in a CloudFront store reaches an edge location within seconds.
 */
export const minutesAfterwards = 2;

/** The pause between two polls of the secret. */
const lookMilliseconds = 10_000;

/** The share of requests that may stay unanswered: one in a hundred may get lost on the internet. */
const mostUnanswered = 0.01;

interface Watch {
  readonly secret: Secret;
  readonly watched: readonly Watched[];
  readonly clock: Clock;
  /** The pause between two requests to the same target. */
  readonly intervalMilliseconds: number;
}

/** Rotates a secret once, and repeats the requests meanwhile. Returns one outcome for each of the watched. */
export async function watchRotation({ secret, watched, clock, intervalMilliseconds }: Watch): Promise<Outcome[]> {
  const before = await beforeRotation(secret);
  if ("verdict" in before) return watched.map(() => before);
  const tallies = watched.map((one) => new Tally(one, clock));
  await Promise.all(tallies.map((tally) => tally.ask()));
  if (tallies.every(({ isLetIn }) => !isLetIn)) return tallies.map((tally) => tally.outcome());

  const start = clock.now();
  let version: string;
  try {
    version = await secret.rotate();
  } catch (error) {
    return watched.map(() => refusedByAws("the rotation", error));
  }
  let rotated: number | undefined;
  let looked = start;
  const end = (): number =>
    rotated === undefined ? start + minutesOfARotation * 60_000 : rotated + minutesAfterwards * 60_000;
  while (clock.now() < end()) {
    await clock.sleep(intervalMilliseconds);
    await Promise.all(tallies.map((tally) => tally.ask()));
    if (rotated === undefined && clock.now() >= looked + lookMilliseconds) {
      looked = clock.now();
      // One failed poll proves nothing: the next one follows.
      const current = await secret.describe().then(
        (state) => state.current,
        () => undefined,
      );
      if (current === version) rotated = clock.now();
    }
  }
  const rotation =
    rotated === undefined
      ? ({ words: "the old value is still current", verdict: "mismatch" } as const)
      : await changeOf(secret, { version, valueBefore: before.value, seconds: (rotated - start) / 1000 });
  return tallies.map((tally) => tally.outcome(rotation));
}

/** Reads the value before the rotation: without it nothing could prove afterwards that the value has changed. */
async function beforeRotation(secret: Secret): Promise<Outcome | { readonly value: string }> {
  try {
    const { rotates, current, pending } = await secret.describe();
    if (!rotates) return notSent("the secret's rotation is off");
    if (pending !== undefined)
      return notSent("a rotation has begun and not ended: wait until the rotation ends, or read its log");
    if (current === undefined) return notSent("the secret has no value yet");
    return { value: await secret.value(current) };
  } catch (error) {
    return refusedByAws("the secret", error);
  }
}

interface Rotation {
  readonly words: string;
  readonly verdict: "as expected" | "mismatch" | "not judged";
}

async function changeOf(
  secret: Secret,
  {
    version,
    valueBefore,
    seconds,
  }: { readonly version: string; readonly valueBefore: string; readonly seconds: number },
): Promise<Rotation> {
  const took = `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  try {
    return (await secret.value(version)) === valueBefore
      ? { words: `the same value after ${took}`, verdict: "mismatch" }
      : { words: `another value after ${took}`, verdict: "as expected" };
  } catch {
    return { words: `a new version after ${took}, which cannot be read`, verdict: "not judged" };
  }
}

/** Counts the answers to one of the watched. */
class Tally {
  private readonly counts = new Map<string, number>();
  private sent = 0;
  private unanswered = 0;
  private refused = 0;
  private ended = false;
  private first: boolean | undefined;

  constructor(
    private readonly watched: Watched,
    private readonly clock: Clock,
  ) {}

  /** Whether the first request, before anything rotated, was answered as expected. */
  get isLetIn(): boolean {
    return this.first === true;
  }

  async ask(): Promise<void> {
    this.ended ||= this.clock.now() >= (this.watched.until ?? Infinity);
    if (this.ended || this.first === false) return;
    const { actual, asExpected, unanswered = false } = await this.watched.ask();
    this.first ??= asExpected;
    this.sent += 1;
    if (unanswered) this.unanswered += 1;
    else if (!asExpected) this.refused += 1;
    this.counts.set(actual, (this.counts.get(actual) ?? 0) + 1);
  }

  /** @param rotation undefined where nothing was rotated */
  outcome(rotation?: Rotation): Outcome {
    const actual = [manyInWords(this.sent, this.counts), ...(rotation ? [rotation.words] : [])].join("; ");
    if (rotation === undefined || !this.isLetIn)
      return notJudged(actual, "nothing shows that a valid request is accepted");
    if (this.refused > 0 || rotation.verdict === "mismatch") return judgement(actual, false);
    if (rotation.verdict === "not judged") return notJudged(actual, "nothing shows that the value has changed");
    if (this.ended) return notJudged(actual, "the token expired before the rotation ended");
    if (this.unanswered > this.sent * mostUnanswered) return notJudged(actual, "too many requests were not answered");
    return judgement(actual, true);
  }
}
