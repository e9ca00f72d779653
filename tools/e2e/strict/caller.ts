/**
 * What the strict front is told of a caller, in the `User-Agent` of each of its requests. `cdktf deploy` puts its own in the
 * place, by which its calls are known too, but not the layer.
 */
export const saidBy = (layer: string, phase: string): NodeJS.ProcessEnv => ({
  TF_APPEND_USER_AGENT: `palisade/${layer}/${phase}`,
});
