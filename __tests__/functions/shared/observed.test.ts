import { createSocket } from "node:dgram";
import { setTimeout } from "node:timers/promises";
import { observed } from "../../../functions/shared/observed";
import { functionRuntime } from "../../../modules/shared/function-package/runtime";
import { commonVariables, invoke } from "../invoke";

const surroundings = process.env;
beforeEach(() => {
  process.env = { ...surroundings, ...commonVariables, AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand" };
});
afterAll(() => {
  process.env = surroundings;
});

interface Emf {
  readonly CloudWatchMetrics: readonly { readonly Dimensions: readonly string[][] }[];
}

const handler = () =>
  observed((event: { readonly fails: boolean }, { logger, count }) => {
    logger.info("called");
    count("Called");
    if (event.fails) throw new Error("what the handler says");
    return "answered";
  });

test("gives what the handler gives, and throws what it throws", async () => {
  expect((await invoke(handler(), { fails: false })).answer).toBe("answered");
  expect((await invoke(handler(), { fails: true })).fault).toEqual(new Error("what the handler says"));
});

test("writes log lines with the request and the service, and what was counted as a metric, also where the handler fails", async () => {
  for (const fails of [false, true]) {
    const { log } = await invoke(handler(), { fails });
    expect(log.find(({ message }) => message === "called")).toMatchObject({
      level: "INFO",
      service: "test",
      function_request_id: "a-request",
    });
    expect(log.find((line) => "Called" in line)).toMatchObject({
      service: "test",
      Called: 1,
      _aws: { CloudWatchMetrics: [{ Namespace: "Palisade/test", Dimensions: [["service"]] }] },
    });
  }
});

test("writes what was measured as a metric of its own, by its dimensions", async () => {
  const measuring = observed((_event: unknown, { measure }) => {
    measure("Days", 2.5, { secret: "one" });
    measure("Days", 3, { secret: "other" });
  });
  const { log } = await invoke(measuring, {});
  expect(
    log
      .filter((line) => "Days" in line)
      .map(({ secret, Days, service, _aws }) => [
        secret,
        Days,
        service,
        (_aws as Emf).CloudWatchMetrics[0]?.Dimensions,
      ]),
  ).toEqual([
    ["one", 2.5, "test", [["service", "secret"]]],
    ["other", 3, "test", [["service", "secret"]]],
  ]);
});

test("makes nothing before the first call, and counts a cold start with that alone", async () => {
  const calls = handler();
  const first = await invoke(calls, { fails: false });
  const second = await invoke(calls, { fails: false });
  expect([first, second].map(({ log }) => log.filter((line) => "ColdStart" in line).length)).toEqual([1, 0]);
});

test("traces where Lambda does, and lets neither answers nor errors into the trace", async () => {
  const daemon = createSocket("udp4");
  const received: string[] = [];
  daemon.on("message", (message) => received.push(...message.toString().split("\n").slice(1)));
  await new Promise<void>((bound) => daemon.bind(0, "127.0.0.1", bound));
  Object.assign(process.env, {
    AWS_EXECUTION_ENV: `AWS_Lambda_${functionRuntime}`,
    LAMBDA_TASK_ROOT: "/var/task",
    AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.address().port}`,
    _X_AMZN_TRACE_ID: "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
  });
  jest.resetModules();
  const inLambda = (await import("../../../functions/shared/observed")) as { readonly observed: typeof observed };
  const traced = inLambda.observed((fails: boolean) => {
    if (fails) throw new Error("what the handler says");
    return "answered";
  });
  await invoke(traced, false);
  await invoke(traced, true);
  for (let waited = 0; received.length < 2 && waited < 100; waited++) await setTimeout(20);
  daemon.close();
  const segments = received.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  expect(
    segments.map(({ name, parent_id, annotations, ...rest }) => [
      name,
      parent_id,
      annotations,
      Object.keys(rest).sort(),
    ]),
  ).toEqual(
    [true, false].map((ColdStart) => [
      "## handler",
      "53995c3f42cd8ad8",
      { ColdStart, Service: "test" },
      ["end_time", "id", "start_time", "trace_id", "type"],
    ]),
  );
});
