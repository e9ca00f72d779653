/** What DescribeSecret says of when a secret got its value. */
export interface RotationDates {
  readonly created: Date | undefined;
  /** Undefined until it is rotated for the first time. */
  readonly rotated: Date | undefined;
}

const dayMilliseconds = 86_400_000;

/**
 * Days since a secret was last rotated, or made, where it never was.
 *
 * @throws where neither is known
 */
export function daysSinceRotation({ created, rotated }: RotationDates, now: Date): number {
  const since = rotated ?? created;
  if (since === undefined)
    throw new Error("Secrets Manager says neither when the secret was made nor when it was rotated");
  return Math.max(0, (now.getTime() - since.getTime()) / dayMilliseconds);
}
