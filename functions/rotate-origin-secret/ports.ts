/** The secret and its versions. Values are header values, not the secret's JSON. */
export interface SecretStore {
  describe(): Promise<Described>;
  /** Nothing where the version is still empty, as Secrets Manager makes it before it asks for a value. */
  value(versionId: string): Promise<string | undefined>;
  /** Gives the version its value, and stages it AWSPENDING. */
  putPending(versionId: string, value: string): Promise<void>;
  /** Moves AWSCURRENT; Secrets Manager itself stages the version that loses it AWSPREVIOUS. */
  moveCurrent(move: { readonly to: string; readonly from: string }): Promise<void>;
}

export interface Described {
  readonly rotationEnabled: boolean;
  readonly stages: Readonly<Record<string, readonly string[]>>;
}

/** The values that an origin lets through: by a set of its firewall's, or by one that functions read. */
export interface AcceptedValues {
  read(): Promise<readonly string[]>;
  /**
   * Puts what `decide` answers in the place of what is there, unless it is the same. Where another change came between
   * the reading and the writing, `decide` is asked again.
   *
   * @returns whether anything was changed
   */
  change(decide: (accepted: readonly string[]) => Promise<readonly string[]>): Promise<boolean>;
}

/** The places that CloudFront takes the header's value from: a key of a Key Value Store, or origins of distributions. */
export interface SentValue {
  read(): Promise<Sent>;
  /** Writes where another value is, and there alone, so that `since` stays when nothing changes. */
  put(value: string): Promise<void>;
  /** Whether CloudFront says that all of it has what was put. A point of presence may still lag. */
  isDeployed(): Promise<boolean>;
}

export interface Sent {
  /** One for each place; nothing for a place that has none yet. */
  readonly values: readonly (string | undefined)[];
  /** When the last of them changed, or later; nothing where none ever did. In milliseconds since 1970. */
  readonly since: number | undefined;
}

/**
 * Asks the origin with a value, past CloudFront; an origin that is closed to the function, by CloudFront, which puts the value
 * that it sends in the place of this one.
 */
export type Probe = (value: string) => Promise<"let through" | "blocked by the firewall" | "unreachable">;

export interface Clock {
  /** In milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** How long this call of the function may still last. */
  remainingMilliseconds(): number;
}

export interface Ports {
  readonly secret: SecretStore;
  readonly accepted: AcceptedValues;
  readonly sent: SentValue;
  readonly probe: Probe;
  readonly clock: Clock;
  readonly newValue: () => string;
}

export interface Bounds {
  /**
   * How long a point of presence may go on sending a value after CloudFront was given its successor: until then the value
   * stays accepted. Not more than the shortest time between two scheduled rotations, or else old values pile up.
   */
  readonly lagMilliseconds: number;
  /** How long a change of the pattern set may take to reach all of the firewall. */
  readonly settleMilliseconds: number;
  /** Between two questions of the same kind. */
  readonly pollMilliseconds: number;
}
