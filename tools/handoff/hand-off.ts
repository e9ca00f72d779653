import { environmentApis } from "../apis/environment";
import { review } from "../routes/reviewed";
import { writtenDepartures } from "../shared/departures";
import { ToolError } from "../shared/errors";
import type { Synthesis } from "../shared/synthesize";
import { type Files, bytesOf, checksumsOf } from "./bundle";
import { webAclCapacities } from "./capacities";
import { changeFiles } from "./change";
import type { Commit } from "./commit";
import { componentsOf } from "./components";
import { localStates, sealedEnvironment } from "./environment";
import type { LockedProvider } from "./lock-file";
import { type ManifestParts, manifestOf } from "./manifest";
import type { PreviousBundle } from "./read-bundle";
import { runbookOf } from "./runbook/runbook";
import { signatureOf } from "./signature";
import { stackFiles, synthesisManifest, terraformFolder } from "./stacks";

export interface HandOff {
  readonly product: { readonly name: string; readonly version: string };
  readonly commit: Commit;
  readonly synthesis: Synthesis;
  readonly environment: string;
  readonly provider: LockedProvider;
  /** `h1:` hashes of the provider for further platforms, without the prefix. */
  readonly unpacked: readonly string[];
  /** The text of `verify.sh`. */
  readonly verification: string;
  /** The bundle that is applied now. */
  readonly previous?: PreviousBundle;
  /** Why an environment is handed over whose states are files. */
  readonly localState?: string;
  /** File of an SSH key. */
  readonly key?: string;
}

/** Puts a bundle together: every file of the folder that an ops team is handed. */
export function bundleOf(handOff: HandOff): Files {
  const { product, commit, synthesis, provider, unpacked, verification, previous, localState, key } = handOff;
  const environment = sealedEnvironment(synthesis, handOff.environment);
  const stacks = synthesis.stacks.filter((stack) => stack.environment === environment.name);
  checkStates(environment.name, localStates(environment).length === environment.states.length, localState);
  if (previous !== undefined && previous.environment !== environment.name)
    throw new ToolError(
      `--previous is a bundle of ${previous.environment}; give the bundle of ${environment.name} that is applied now`,
      2,
    );
  const departures = writtenDepartures(stacks, environment.name);
  const inTerraform = new Map(
    stacks.flatMap((stack) =>
      [...stackFiles(stack, provider, unpacked)].map(
        ([name, bytes]) => [`${terraformFolder}/stacks/${stack.name}/${name}`, bytes] as const,
      ),
    ),
  );
  const parts = { product, commit, environment, provider, departures, ...(localState !== undefined && { localState }) };
  const files = new Map<string, Uint8Array>([
    ["verify.sh", bytesOf(verification)],
    ...inTerraform,
    [
      `${terraformFolder}/manifest.json`,
      bytesOf(
        synthesisManifest(
          synthesis.outdir,
          stacks.map(({ name }) => name),
        ),
      ),
    ],
    [
      `${terraformFolder}/departures.json`,
      bytesOf(`${JSON.stringify({ [environment.name]: departures }, undefined, 2)}\n`),
    ],
    [
      "components.cdx.json",
      bytesOf(componentsOf(new Map([...inTerraform].filter(([name]) => name.endsWith(".zip"))), product)),
    ],
    ...(previous === undefined
      ? []
      : changeFiles(previous.synthesis, synthesis, environment.name, { provider, unpacked })),
    ["RUNBOOK.md", bytesOf(runbookOf({ ...parts, hasChange: previous !== undefined, isSigned: key !== undefined }))],
  ]);
  const manifest: ManifestParts = {
    ...parts,
    review: environmentApis(stacks).map(review)[0],
    capacities: webAclCapacities(synthesis, environment.name),
    ...(previous && { previous: { commit: previous.commit, checksums: previous.checksums } }),
    files,
  };
  files.set("MANIFEST.json", bytesOf(manifestOf(manifest)));
  const sums = checksumsOf(files);
  files.set("SHA256SUMS", bytesOf(sums));
  if (key !== undefined) files.set("SHA256SUMS.sig", signatureOf(sums, key));
  return files;
}

/** A state in a file of the bundle is easily lost, and has no lock: who wants that says why. */
function checkStates(environment: string, areAllLocal: boolean, reason: string | undefined): void {
  if (areAllLocal && (reason === undefined || reason.trim() === ""))
    throw new ToolError(
      `the states of ${environment} are files: whoever loses the bundle's folder loses the environment, and two people can apply at the same time; set state.backend to "s3" in the record, or give --local-state <reason>`,
      2,
    );
  if (!areAllLocal && reason !== undefined)
    throw new ToolError(`--local-state is given, and the states of ${environment} are no files; leave it out`, 2);
}
