import { CodeSigning } from "../../modules/shared/code-signing";
import type { LayerStack } from "./layer-stack";

/** The code signing of a layer's functions, if the environment has it. */
export function codeSigningOf(stack: LayerStack, kmsKeyArn: string): CodeSigning | undefined {
  const { compute, name } = stack.environment;
  if (!compute.codeSigning) return undefined;
  return new CodeSigning(stack, "code_signing", {
    profileNamePrefix: `${stack.physicalName("code", "signing profile prefix").replaceAll("-", "_")}_`,
    bucketNamePrefix: `${stack.physicalName("code", "bucket prefix")}-`,
    kmsKeyArn,
    description: `Code of the functions of ${name}`,
  });
}
