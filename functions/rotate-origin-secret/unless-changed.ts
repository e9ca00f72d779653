const attempts = 5;

/** What AWS answers to a write whose lock token, ETag or version is not the last one any more. */
const conflicts = new Set([
  "WAFOptimisticLockException",
  "ConflictException",
  "PreconditionFailed",
  "InvalidIfMatchVersion",
  "ResourceExistsException",
]);

/** Reads, decides and writes again where another write came between: what was decided was decided on what is no more. */
export async function unlessChanged<T>(readAndWrite: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readAndWrite();
    } catch (error) {
      if (attempt === attempts || !(error instanceof Error) || !conflicts.has(error.name)) throw error;
    }
  }
}
