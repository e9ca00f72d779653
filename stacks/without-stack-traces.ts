/**
 * Imported first: CDKTF takes a stack trace for each reference, of which nobody is shown one. Its files carry source maps of
 * their own, which Node.js would read for each: without them a synth needs 40 MB and a third of its time less; the stack
 * trace of a programming error then names the lines as they run. What is no error's is not even put into words.
 */
process.setSourceMapsEnabled(false);

Error.prepareStackTrace = (error, frames: readonly { toString: () => string }[]) =>
  error instanceof Error ? [String(error), ...frames.map((frame) => `    at ${frame.toString()}`)].join("\n") : "";
