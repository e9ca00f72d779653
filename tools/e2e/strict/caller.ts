/** What the strict front is told of a caller, in the `User-Agent` of each of its requests. */
export const saidBy = (layer: string, phase: string): NodeJS.ProcessEnv => ({
  TF_APPEND_USER_AGENT: `palisade/${layer}/${phase}`,
});
