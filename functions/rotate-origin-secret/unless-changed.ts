const attempts = 5;

/** AWS's errors for a conflict: the write's lock token, ETag or version is no longer the latest. */
const conflicts = new Set([
  "WAFOptimisticLockException",
  "ConflictException",
  "PreconditionFailed",
  "InvalidIfMatchVersion",
  "ResourceExistsException",
]);

/** Optimistic locking: repeats read, decide, write on a conflict. */
export async function unlessChanged<T>(readAndWrite: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readAndWrite();
    } catch (error) {
      if (attempt === attempts || !(error instanceof Error) || !conflicts.has(error.name)) throw error;
    }
  }
}
