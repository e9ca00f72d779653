import { isHeaderValue } from "../shared/accepted-values";
import { ContinueLater, RotationFault } from "./fault";
import type { Bounds, Clock, Described, Ports, Sent } from "./ports";

/** AWS WAF, "Quotas": patterns in a regex pattern set. */
const mostAccepted = 10;

/** The part of a call's time that is reserved for the calls to AWS after a wait. */
const reserveMilliseconds = 20_000;

const testAttempts = 4;

export interface RotationRequest {
  readonly Step: "createSecret" | "setSecret" | "testSecret" | "finishSecret";
  /** The version that is to become AWSCURRENT. */
  readonly ClientRequestToken: string;
}

export type RotationOutcome =
  "already current" | "has a value" | "given a value" | "sent" | "let through" | "form alone" | "current";

/**
 * Carries out one step of a rotation (Secrets Manager User Guide, "Lambda rotation functions"). Each step is idempotent: it
 * finds out what is done, and does the rest.
 *
 * The order keeps accepted every value that a point of presence may send. First the whole firewall accepts the new value
 * beside the old one. Then CloudFront sends the new value. It is tested, and becomes AWSCURRENT. The old value stays
 * accepted until the next rotation's `setSecret`, and longer if the lag of the bounds has not passed.
 *
 * @throws ContinueLater
 */
export async function rotate(request: RotationRequest, ports: Ports, bounds: Bounds): Promise<RotationOutcome> {
  const { Step: step, ClientRequestToken: version } = request;
  const described = await ports.secret.describe();
  if (!described.rotationEnabled) throw new RotationFault("the secret's rotation is not enabled");
  const stages = described.stages[version];
  if (stages === undefined) throw new RotationFault("the secret has no such version");
  if (stages.includes("AWSCURRENT")) return "already current";
  if (!stages.includes("AWSPENDING")) throw new RotationFault("the version is not staged AWSPENDING");
  const currentVersion = currentOf(described);
  switch (step) {
    case "createSecret":
      return create(version, ports);
    case "setSecret": {
      const values = { current: await held(currentVersion, ports), pending: await held(version, ports) };
      return set(values, ports, bounds);
    }
    case "testSecret":
      return test(
        { current: await held(currentVersion, ports), pending: await ports.secret.value(version) },
        ports,
        bounds,
      );
    case "finishSecret":
      return finish({ from: currentVersion, to: version }, ports);
  }
}

async function create(version: string, { secret, newValue }: Ports): Promise<RotationOutcome> {
  if ((await secret.value(version)) !== undefined) return "has a value";
  await secret.putPending(version, newValue());
  return "given a value";
}

interface Values {
  readonly current: string;
  readonly pending: string;
}

async function set({ current, pending }: Values, ports: Ports, bounds: Bounds): Promise<RotationOutcome> {
  const { accepted, sent, probe, clock } = ports;
  await accepted.change(async (before) => {
    const now = await sent.read();
    const lagging = now.since === undefined || clock.now() < now.since + bounds.lagMilliseconds;
    return atMost([...(lagging ? before : []), ...inUse(now), current, pending]);
  });
  if (!sendsAlone(await sent.read(), pending)) {
    await settled(clock, bounds);
    await until("the firewall lets the new value through", clock, bounds, async () => {
      return (await probe(pending)) === "let through";
    });
    await sent.put(pending);
  }
  await until("CloudFront is deployed", clock, bounds, () => sent.isDeployed());
  return "sent";
}

/**
 * Sends the origin a request with the new value, and one with the current value. Fails where the firewall blocks a request,
 * or the origin is unreachable. An answer of an authorizer or the application passes: the firewall let the request through.
 * Where a schedule is made without a rotation, Secrets Manager calls this step with a version that was never set (API
 * Reference, RotateSecret, RotateImmediately): then only the form is tested.
 */
async function test(
  { current, pending }: { readonly current: string; readonly pending: string | undefined },
  { sent, probe, clock }: Ports,
  { pollMilliseconds }: Bounds,
): Promise<RotationOutcome> {
  if (pending === undefined || pending === current || !sendsAlone(await sent.read(), pending)) return "form alone";
  for (const [what, value] of [
    ["new", pending],
    ["current", current],
  ] as const) {
    let answer = await probe(value);
    for (let attempt = 1; answer !== "let through" && attempt < testAttempts; attempt++) {
      await clock.sleep(pollMilliseconds);
      answer = await probe(value);
    }
    if (answer !== "let through") throw new RotationFault(`with the ${what} value the origin is ${answer}`);
  }
  return "let through";
}

async function finish(
  move: { readonly from: string; readonly to: string },
  { secret, accepted, sent }: Ports,
): Promise<RotationOutcome> {
  const pending = await secret.value(move.to);
  if (pending === undefined) throw new RotationFault("the version has no value");
  if (!(await accepted.read()).includes(pending)) throw new RotationFault("the firewall does not accept the new value");
  if (!sendsAlone(await sent.read(), pending)) throw new RotationFault("CloudFront was not given the new value");
  if (!(await sent.isDeployed())) throw new ContinueLater("CloudFront is deployed");
  await secret.moveCurrent(move);
  return "current";
}

/** @throws where the secret was never given a value */
export function currentOf({ stages }: Described): string {
  const current = Object.entries(stages).find(([, staged]) => staged.includes("AWSCURRENT"));
  if (current === undefined) throw new RotationFault("no version of the secret is staged AWSCURRENT");
  return current[0];
}

export async function held(version: string, { secret }: Ports): Promise<string> {
  const value = await secret.value(version);
  if (value === undefined) throw new RotationFault(`version ${version} of the secret has no value`);
  return value;
}

/** The values that CloudFront was told to send. */
export const inUse = ({ values }: Sent): string[] =>
  values.filter((value) => value !== undefined).filter((value) => isHeaderValue(value));

export const sendsAlone = ({ values }: Sent, value: string): boolean => values.every((one) => one === value);

/** Removes duplicates. @throws where more values are left than a pattern set holds: none of them may be dropped yet */
export function atMost(values: readonly string[]): readonly string[] {
  const each = [...new Set(values)];
  if (each.length > mostAccepted)
    throw new RotationFault(
      `${each.length} values would have to be accepted, but AWS WAF accepts ${mostAccepted}: rotate again after the values ` +
        "before the current value are out of use, or revoke the values before",
    );
  return each;
}

/** Waits as long as a change of the pattern set, made a moment ago, may take to reach all of the firewall. */
export async function settled(clock: Clock, { settleMilliseconds }: Bounds): Promise<void> {
  if (clock.remainingMilliseconds() < settleMilliseconds + reserveMilliseconds)
    throw new ContinueLater("the firewall has applied the new value everywhere");
  await clock.sleep(settleMilliseconds);
}

export async function until(
  what: string,
  clock: Clock,
  { pollMilliseconds }: Bounds,
  holds: () => Promise<boolean>,
): Promise<void> {
  while (!(await holds())) {
    if (clock.remainingMilliseconds() < pollMilliseconds + reserveMilliseconds) throw new ContinueLater(what);
    await clock.sleep(pollMilliseconds);
  }
}
