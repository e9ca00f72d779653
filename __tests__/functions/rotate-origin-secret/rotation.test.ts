import { ContinueLater, RotationFault } from "../../../functions/rotate-origin-secret/fault";
import { rotate, type RotationRequest } from "../../../functions/rotate-origin-secret/rotation";
import { aboutToRotate, bounds, portsOf, valueOf, type World } from "./ports";

const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;

/** What comes of a step, and what it did for that. */
async function step(name: RotationRequest["Step"], given: Partial<World> = {}) {
  const world = { ...aboutToRotate(), ...given, answers: [...(given.answers ?? [])] };
  const ports = portsOf(world);
  const outcome: unknown = await rotate({ Step: name, ClientRequestToken: "next" }, ports, bounds).catch(
    (error: unknown) => error,
  );
  return { outcome, done: ports.done, world };
}

const [old, current, pending] = [valueOf("o"), valueOf("c"), valueOf("p")];
const sent: Partial<World> = { accepted: [current, pending], sent: [pending], since: 7 * 86_400_000 - 60_000 };

describe("each step first looks whether it is asked for", () => {
  test.each<[what: string, given: Partial<World>, fault: string]>([
    ["without rotation", { rotationEnabled: false }, "the secret's rotation is not enabled"],
    ["of a version that is not there", { stages: { now: ["AWSCURRENT"] } }, "the secret has no such version"],
    [
      "of a version that is not pending",
      { stages: { now: ["AWSCURRENT"], next: ["AWSPREVIOUS"] } },
      "the version is not staged AWSPENDING",
    ],
    [
      "of a secret without a value",
      { stages: { next: ["AWSPENDING"] } },
      "no version of the secret is staged AWSCURRENT",
    ],
  ])("refuses a rotation %s, and changes nothing", async (_, given, fault) => {
    for (const name of steps)
      expect(await step(name, given)).toMatchObject({ outcome: new RotationFault(fault), done: [] });
  });

  test("has nothing to do where the version is AWSCURRENT already, staged AWSPENDING too or not", async () => {
    for (const stages of [["AWSCURRENT"], ["AWSCURRENT", "AWSPENDING"]])
      for (const name of steps)
        expect(await step(name, { stages: { next: stages } })).toMatchObject({ outcome: "already current", done: [] });
  });
});

describe("createSecret", () => {
  test("gives the empty version a value", async () => {
    const { outcome, done } = await step("createSecret", { values: { now: current } });
    expect([outcome, done]).toEqual(["given a value", ["put n into next"]]);
  });

  test("leaves the value that the version has", async () => {
    expect(await step("createSecret")).toMatchObject({ outcome: "has a value", done: [] });
  });
});

describe("setSecret", () => {
  test("has the new value accepted beside the current one, waits, asks, and only then sends it", async () => {
    const { outcome, done, world } = await step("setSecret");
    expect(outcome).toBe("sent");
    expect(done).toEqual(["accept c p", "sleep 120", "ask with p", "send p"]);
    expect(world.accepted).toEqual([current, pending]);
  });

  test("drops nothing while a point of presence may send what came before the current value", async () => {
    expect((await step("setSecret", { since: 86_400_001 })).world.accepted).toEqual([old, current, pending]);
    expect((await step("setSecret", { since: 86_400_000 })).world.accepted).toEqual([current, pending]);
  });

  test("keeps what CloudFront was told to send, whatever its stage", async () => {
    const given = { accepted: [old, current, valueOf("g")], sent: [valueOf("g"), current] };
    expect((await step("setSecret", given)).world.accepted).toEqual([valueOf("g"), current, pending]);
  });

  test("keeps nothing that is none of its values", async () => {
    expect((await step("setSecret", { sent: ["made-by-terraform"] })).world.accepted).toEqual([current, pending]);
  });

  test("goes on asking until the firewall lets the value through", async () => {
    const { done } = await step("setSecret", { answers: ["blocked by the firewall", "unreachable"] });
    expect(done.slice(2)).toEqual(["ask with p", "sleep 10", "ask with p", "sleep 10", "ask with p", "send p"]);
  });

  test("never sends a value that the firewall blocks", async () => {
    const answers = Array.from({ length: 100 }, () => "blocked by the firewall" as const);
    const { outcome, done } = await step("setSecret", { answers });
    expect(outcome).toEqual(new ContinueLater("the firewall lets the new value through"));
    expect(done).not.toContain("send p");
  });

  test("does not begin to wait for what it cannot wait for", async () => {
    const { outcome, done } = await step("setSecret", { deadline: 7 * 86_400_000 + 139_000 });
    expect(outcome).toEqual(new ContinueLater("the firewall has applied the new value everywhere"));
    expect(done).toEqual(["accept c p"]);
  });

  test("goes on where another call left off: accepted, but perhaps a moment ago", async () => {
    const { done } = await step("setSecret", { accepted: [current, pending] });
    expect(done).toEqual(["sleep 120", "ask with p", "send p"]);
  });

  test("goes on where another call left off: sent in one place of two", async () => {
    const { done } = await step("setSecret", { accepted: [current, pending], sent: [pending, current], since: 1 });
    expect(done).toEqual(["sleep 120", "ask with p", "send p"]);
  });

  test("goes on where another call left off: sent, but not deployed", async () => {
    const { outcome, done } = await step("setSecret", { ...sent, deployed: false });
    expect(outcome).toEqual(new ContinueLater("CloudFront is deployed"));
    expect(new Set(done)).toEqual(new Set(["sleep 10"]));
    expect(await step("setSecret", sent)).toMatchObject({ outcome: "sent", done: [] });
  });

  test("refuses an eleventh value rather than to drop one that may be sent", async () => {
    const ten = "a b d e f g h i j c".split(" ").map(valueOf);
    const { outcome, done } = await step("setSecret", {
      accepted: ten,
      since: 6 * 86_400_000,
    });
    expect(outcome).toEqual(expect.objectContaining({ message: expect.stringMatching(/^11 values would have to be/) }));
    expect(done).toEqual([]);
  });

  test.each(["now", "next"])("refuses where version %s has no value", async (version) => {
    const { outcome, done } = await step("setSecret", { values: { ...aboutToRotate().values, [version]: undefined } });
    expect([outcome, done]).toEqual([new RotationFault(`version ${version} of the secret has no value`), []]);
  });
});

describe("testSecret", () => {
  test("asks the origin with the new value and with the one that may still be sent", async () => {
    expect(await step("testSecret", sent)).toMatchObject({
      outcome: "let through",
      done: ["ask with p", "ask with c"],
    });
  });

  test.each<[what: string, given: Partial<World>]>([
    ["that was never set", {}],
    ["that was set in one place of two", { sent: [pending, current] }],
    ["that has the current value", { values: { now: current, next: current }, accepted: [current] }],
    ["that has no value", { values: { now: current } }],
  ])("takes a version %s by its form alone, and asks nobody", async (_, given) => {
    expect(await step("testSecret", given)).toMatchObject({ outcome: "form alone", done: [] });
  });

  test("asks again, and fails where the firewall goes on blocking", async () => {
    const once = await step("testSecret", { ...sent, answers: ["blocked by the firewall"] });
    expect(once).toMatchObject({ outcome: "let through" });
    const answers = Array.from({ length: 4 }, () => "blocked by the firewall" as const);
    const { outcome } = await step("testSecret", { ...sent, answers });
    expect(outcome).toEqual(new RotationFault("with the new value the origin is blocked by the firewall"));
    const other = await step("testSecret", { ...sent, answers: ["let through", ...answers] });
    expect(other.outcome).toEqual(new RotationFault("with the current value the origin is blocked by the firewall"));
  });
});

describe("finishSecret", () => {
  test("moves AWSCURRENT, and leaves the firewall as it is", async () => {
    const { outcome, done } = await step("finishSecret", sent);
    expect([outcome, done]).toEqual(["current", ["move AWSCURRENT from now to next"]]);
  });

  test.each<[what: string, given: Partial<World>, fault: RotationFault]>([
    ["has no value", { values: { now: current } }, new RotationFault("the version has no value")],
    ["is not accepted", { accepted: [current] }, new RotationFault("the firewall does not accept the new value")],
    ["is not sent", { sent: [current] }, new RotationFault("CloudFront was not given the new value")],
    [
      "is sent in one place of two",
      { sent: [pending, current] },
      new RotationFault("CloudFront was not given the new value"),
    ],
    ["is not deployed", { deployed: false }, new ContinueLater("CloudFront is deployed")],
  ])("moves nothing where the new value %s", async (_, given, fault) => {
    const { outcome, done } = await step("finishSecret", { ...sent, ...given });
    expect([outcome, done]).toEqual([fault, []]);
  });
});

test("four steps bring a value in; called again, they change nothing", async () => {
  const world = { ...aboutToRotate(), values: { old, now: current } };
  const ports = portsOf(world);
  for (const again of [false, true]) {
    for (const Step of steps) await rotate({ Step, ClientRequestToken: "next" }, ports, bounds);
    if (!again)
      expect(ports.done).toEqual([
        "put n into next",
        "accept c n",
        "sleep 120",
        "ask with n",
        "send n",
        "ask with n",
        "ask with c",
        "move AWSCURRENT from now to next",
      ]);
    ports.done.length = 0;
    world.stages = { old: [], now: ["AWSPREVIOUS"], next: ["AWSCURRENT"] };
  }
  expect(ports.done).toEqual([]);
  expect(world.accepted).toEqual([current, valueOf("n")]);
});
