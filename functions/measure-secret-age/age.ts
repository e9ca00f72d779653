/** A secret's dates, as DescribeSecret returns them. */
export interface RotationDates {
  readonly created: Date | undefined;
  /** Undefined before the first rotation. */
  readonly rotated: Date | undefined;
}

const dayMilliseconds = 86_400_000;

/**
 * Days since a secret was last rotated; since it was made, if it was never rotated.
 *
 * @throws where neither date is known
 */
export function daysSinceRotation({ created, rotated }: RotationDates, now: Date): number {
  const since = rotated ?? created;
  if (since === undefined)
    throw new Error("Secrets Manager gives neither a creation date nor a rotation date of the secret");
  return Math.max(0, (now.getTime() - since.getTime()) / dayMilliseconds);
}
