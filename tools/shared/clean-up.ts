/** Something that must not outlive the tool: a child process, a scratch folder. */
export interface Temporary {
  /** Ends it gracefully. Never rejects. */
  end(): Promise<void>;
  /** Ends it at once, without waiting: all that an `exit` handler can do. Never throws. */
  endNow(): void;
}

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const temporaries = new Set<Temporary>();
let listening = false;
let interrupted = false;

/** Has `temporary` ended before this process ends, also on a signal. Gives back the function that forgets it. */
export function endBeforeExit(temporary: Temporary): () => void {
  listen();
  temporaries.add(temporary);
  return () => {
    temporaries.delete(temporary);
  };
}

/** Ends everything that is still there, the youngest first: a process before the folder that it works in. */
export async function cleanUp(): Promise<void> {
  for (const temporary of [...temporaries].reverse()) {
    temporaries.delete(temporary);
    await temporary.end();
  }
}

/** True once a signal asked this process to end: what fails from then on fails because of that. */
export const isInterrupted = (): boolean => interrupted;

function listen(): void {
  if (listening) return;
  listening = true;
  process.on("exit", () => {
    for (const temporary of [...temporaries].reverse()) temporary.endNow();
  });
  for (const [signal, status] of Object.entries(signals)) {
    process.on(signal, () => {
      // The second Ctrl-C does not wait: the exit handler kills what is left.
      if (interrupted) process.exit(status);
      interrupted = true;
      process.stderr.write(`\n${signal}: ending what was started and removing what was made ...\n`);
      void cleanUp().finally(() => process.exit(status));
    });
  }
}
