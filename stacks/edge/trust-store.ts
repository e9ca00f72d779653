import { TrustStore } from "../../modules/edge/trust-store";
import { readCaBundle } from "../environments/ca-bundles";
import type { LayerStack } from "../layer/layer-stack";

/** The trust store with the CAs of an API's clients. The file has been checked with the environment. */
export function trustStoreOf(
  stack: LayerStack,
  api: "http" | "rest",
  mutualTls: { readonly caBundle: string } | undefined,
): TrustStore | undefined {
  if (mutualTls === undefined) return undefined;
  const caBundle = readCaBundle(mutualTls.caBundle);
  if (caBundle === undefined) throw new Error(`${mutualTls.caBundle} was removed after the environments were checked`);
  return new TrustStore(stack, `${api}_mutual_tls`, {
    namePrefix: `${stack.physicalName(`${api}-trust`, "bucket prefix")}-`,
    caBundle,
    preventDestroy: stack.keepsData,
    forceDestroy: !stack.keepsData,
  });
}
