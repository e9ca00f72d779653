/** The token bucket of a stage, a route or an API key: an empty bucket is answered 429. */
export interface Throttle {
  /** How fast the bucket fills. */
  readonly ratePerSecond: number;
  /** How many requests the bucket holds. */
  readonly burst: number;
}
