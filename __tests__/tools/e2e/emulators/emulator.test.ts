import { createServer, type Server } from "node:net";

import { Emulator, startEmulator } from "../../../../tools/e2e/emulators/emulator";
import type { Finished, Running } from "../../../../tools/shared/process";

/** A process that ends when the test says so. */
function endable(): { running: Running; end: () => void } {
  let end = (): void => undefined;
  let isRunning = true;
  const finished = new Promise<Finished>((resolve) => {
    end = () => {
      isRunning = false;
      resolve({ status: 1, signal: null, stdout: "", stderr: "", timedOut: false, seconds: 0 });
    };
  });
  const running: Running = {
    pid: 0,
    finished,
    isRunning: () => isRunning,
    output: () => "",
    stop: () => Promise.resolve(),
  };
  return {
    running,
    end: () => {
      end();
    },
  };
}

const why = "the emulator moto on port 5000 ended in the middle of the run. Its last lines:\n    Killed";

test("an emulator that dies ends the work that needs it, and the error names the emulator and its last output", async () => {
  const { running, end } = endable();
  const emulator = new Emulator("moto", 5000, running, ["Killed"]);
  const ended = jest.fn(() => Promise.resolve());
  const work = emulator.during(new Promise(() => undefined), ended);
  end();
  await expect(work).rejects.toThrow(why);
  expect(ended).toHaveBeenCalledTimes(1);
  expect(() => {
    emulator.requireRunning();
  }).toThrow(why);
});

test("work that ends before the emulator gives its result", async () => {
  const { running } = endable();
  const emulator = new Emulator("moto", 5000, running, []);
  await expect(emulator.during(Promise.resolve(7), () => Promise.resolve())).resolves.toBe(7);
  expect(() => {
    emulator.requireRunning();
  }).not.toThrow();
});

describe("a port that is taken", () => {
  let server: Server;
  let port: number;
  beforeEach(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as { port: number }).port;
  });
  afterEach(() => {
    server.close();
  });

  test("is reported before anything is installed or started", async () => {
    await expect(startEmulator("moto", { region: "eu-west-1", port })).rejects.toThrow(
      `port ${port} is taken: the emulator moto cannot start there. Give another port with --port, or leave --port out`,
    );
  });
});
