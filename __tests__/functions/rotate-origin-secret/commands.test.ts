import { copyCurrent, revokePrevious } from "../../../functions/rotate-origin-secret/commands";
import { ContinueLater, RotationFault } from "../../../functions/rotate-origin-secret/fault";
import { aboutToRotate, bounds, portsOf, valueOf, type World } from "./ports";

const [old, current, pending] = [valueOf("o"), valueOf("c"), valueOf("p")];
/** Between two rotations. */
const stages = { old: ["AWSPREVIOUS"], now: ["AWSCURRENT", "AWSPENDING"] };

async function command(run: typeof copyCurrent, given: Partial<World>) {
  const world = { ...aboutToRotate(), stages, ...given };
  const ports = portsOf(world);
  const outcome: unknown = await run(ports, bounds).catch((error: unknown) => error);
  return { outcome, done: ports.done, world };
}

describe("copyCurrent", () => {
  const first: Partial<World> = {
    rotationEnabled: false,
    stages: { now: ["AWSCURRENT"] },
    accepted: [],
    sent: [undefined],
    since: undefined,
  };

  test("brings the first value to the firewall, then to CloudFront, without waiting for the firewall", async () => {
    expect(await command(copyCurrent, first)).toMatchObject({ outcome: "copied", done: ["accept c", "send c"] });
    const place = await command(copyCurrent, { ...first, sent: ["made-by-terraform"], since: 1 });
    expect(place).toMatchObject({ outcome: "copied", done: ["accept c", "send c"] });
  });

  test("changes nothing where all is as it should be, and drops no value that may still be sent", async () => {
    expect(await command(copyCurrent, {})).toMatchObject({ outcome: "already there", done: [] });
  });

  test("takes back nothing that a rotation in its course has sent", async () => {
    const given = { stages: aboutToRotate().stages, accepted: [old, current, pending], sent: [pending] };
    expect(await command(copyCurrent, given)).toMatchObject({ outcome: "already there", done: [] });
  });

  test("fills what was made anew: the firewall's set, or the place that CloudFront takes the value from", async () => {
    expect(await command(copyCurrent, { accepted: [] })).toMatchObject({ outcome: "copied", done: ["accept c"] });
    expect(await command(copyCurrent, { sent: [undefined] })).toMatchObject({ outcome: "copied", done: ["send c"] });
  });

  test("waits for the firewall where CloudFront sends another value meanwhile, which stays accepted", async () => {
    const { done, world } = await command(copyCurrent, { accepted: [], sent: [valueOf("g")] });
    expect(done).toEqual(["accept g c", "sleep 120", "send c"]);
    expect(world.accepted).toEqual([valueOf("g"), current]);
  });

  test("waits until CloudFront is deployed, and goes on with that when it is called again", async () => {
    const late = new ContinueLater("CloudFront is deployed");
    const { outcome, done, world } = await command(copyCurrent, { ...first, deployed: false });
    expect(outcome).toEqual(late);
    expect(done.slice(0, 3)).toEqual(["accept c", "send c", "sleep 10"]);
    expect(world.now).toBeLessThan(world.deadline);
    expect((await command(copyCurrent, { deployed: false })).outcome).toEqual(late);
  });

  test("refuses where the secret has no value", async () => {
    const none = await command(copyCurrent, { ...first, stages: {} });
    expect(none).toMatchObject({
      outcome: new RotationFault("no version of the secret is staged AWSCURRENT"),
      done: [],
    });
  });
});

describe("revokePrevious", () => {
  test("drops all but AWSCURRENT, at once", async () => {
    expect(await command(revokePrevious, {})).toMatchObject({ outcome: "revoked", done: ["accept c"] });
    expect(await command(revokePrevious, { accepted: [current] })).toMatchObject({
      outcome: "already there",
      done: [],
    });
  });

  test.each<[what: string, given: Partial<World>, fault: RegExp]>([
    ["a rotation is in its course", { stages: aboutToRotate().stages }, /^a rotation is running/],
    ["CloudFront sends another value", { sent: [old] }, /^CloudFront does not send AWSCURRENT everywhere/],
    ["CloudFront sends another value in one place", { sent: [current, old] }, /^CloudFront does not send/],
    ["CloudFront is not deployed", { deployed: false }, /^CloudFront does not send AWSCURRENT everywhere/],
  ])("drops nothing where %s", async (_, given, fault) => {
    const { outcome, done } = await command(revokePrevious, given);
    expect((outcome as Error).message).toMatch(fault);
    expect(done).toEqual([]);
  });
});
