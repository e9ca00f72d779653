/** The secret and its versions. Values are header values, not the secret's JSON. */
export interface SecretStore {
  describe(): Promise<Described>;
  /** Undefined while the version is empty: Secrets Manager creates a version before it asks for its value. */
  value(versionId: string): Promise<string | undefined>;
  /** Gives the version its value, and stages it AWSPENDING. */
  putPending(versionId: string, value: string): Promise<void>;
  /** Moves AWSCURRENT. Secrets Manager itself moves AWSPREVIOUS to the version that loses AWSCURRENT. */
  moveCurrent(move: { readonly to: string; readonly from: string }): Promise<void>;
}

export interface Described {
  readonly rotationEnabled: boolean;
  readonly stages: Readonly<Record<string, readonly string[]>>;
}

/** The values that an origin accepts: a set of its firewall, or a version of the secret that functions read. */
export interface AcceptedValues {
  read(): Promise<readonly string[]>;
  /**
   * Replaces the values by those that `decide` returns; a no-op if they are the same. On a conflict with another change,
   * `decide` is called again.
   *
   * @returns whether anything was changed
   */
  change(decide: (accepted: readonly string[]) => Promise<readonly string[]>): Promise<boolean>;
}

/** The places that CloudFront takes the header's value from: a key of a Key Value Store, or origins of distributions. */
export interface SentValue {
  read(): Promise<Sent>;
  /** Writes only to places that hold another value, so that `since` stays when nothing changes. */
  put(value: string): Promise<void>;
  /** Whether CloudFront reports the value as deployed everywhere. A point of presence may still lag. */
  isDeployed(): Promise<boolean>;
}

export interface Sent {
  /** One for each place; undefined for a place without a value. */
  readonly values: readonly (string | undefined)[];
  /** When the last value changed, or later; undefined if none ever did. In milliseconds since 1970. */
  readonly since: number | undefined;
}

/**
 * Sends the origin a request with a value, past CloudFront. An origin that is closed to the function is asked through
 * CloudFront, which overrides the value with its own.
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
   * How long a point of presence may send the old value after CloudFront was given the new one: until then the old value
   * stays accepted. At most the shortest time between two scheduled rotations, or else old values pile up.
   */
  readonly lagMilliseconds: number;
  /** How long a change of the pattern set may take to reach all of the firewall. */
  readonly settleMilliseconds: number;
  /** The pause between two polls. */
  readonly pollMilliseconds: number;
}
