import { RotationFault } from "./fault";
import type { Bounds, Described, Ports } from "./ports";
import { atMost, currentOf, held, inUse, sendsAlone, settled, until } from "./rotation";

export type CommandOutcome = "copied" | "already there" | "revoked";

/**
 * Copies AWSCURRENT to where the firewall and CloudFront read it: with the first apply, and again after one of the two was
 * made anew. No accepted value is dropped. A value that a running rotation has sent stays.
 *
 * @throws ContinueLater where CloudFront is not deployed in time: what has to wait for that, such as a name that is about
 * to lead there, waits
 */
export async function copyCurrent(ports: Ports, bounds: Bounds): Promise<CommandOutcome> {
  const { secret, accepted, sent, clock } = ports;
  const described = await secret.describe();
  const current = await held(currentOf(described), ports);
  const pendingVersion = pendingOf(described);
  const pending = pendingVersion === undefined ? undefined : await secret.value(pendingVersion);
  const changed = await accepted.change(async (before) => atMost([...before, ...inUse(await sent.read()), current]));
  const now = await sent.read();
  const isSent = sendsAlone(now, current) || (pending !== undefined && now.values.includes(pending));
  if (!isSent) {
    if (changed && inUse(now).length > 0) await settled(clock, bounds);
    await sent.put(current);
  }
  await until("CloudFront is deployed", clock, bounds, () => sent.isDeployed());
  return changed || !isSent ? "copied" : "already there";
}

/**
 * Drops every accepted value but AWSCURRENT at once, as after a leak. A point of presence that lags is refused until it has
 * the current value.
 *
 * @throws where that would refuse a value that CloudFront was told to send, or that a rotation is about to send
 */
export async function revokePrevious(ports: Ports): Promise<CommandOutcome> {
  const { secret, accepted, sent } = ports;
  const changed = await accepted.change(async () => {
    const described = await secret.describe();
    if (pendingOf(described) !== undefined)
      throw new RotationFault("a rotation is running: revoke after the rotation has finished");
    const current = await held(currentOf(described), ports);
    if (!sendsAlone(await sent.read(), current) || !(await sent.isDeployed()))
      throw new RotationFault(
        "CloudFront does not send AWSCURRENT everywhere yet: revoke after CloudFront is deployed",
      );
    return [current];
  });
  return changed ? "revoked" : "already there";
}

/** The version of a running rotation. After a rotation AWSPENDING may stay on the version that is AWSCURRENT. */
function pendingOf({ stages }: Described): string | undefined {
  return Object.entries(stages).find(
    ([, staged]) => staged.includes("AWSPENDING") && !staged.includes("AWSCURRENT"),
  )?.[0];
}
