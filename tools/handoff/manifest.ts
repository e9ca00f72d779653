import type { Departure } from "../../controls/departures";
import type { Review } from "../routes/reviewed";
import { type Files, bytesOf, sha256, sorted } from "./bundle";
import type { Commit } from "./commit";
import type { SealedEnvironment } from "./environment";
import type { LockedProvider } from "./lock-file";

/** The form of `MANIFEST.json`. A reader refuses another. */
export const manifestFormat = 1;

export interface ManifestParts {
  readonly product: { readonly name: string; readonly version: string };
  readonly commit: Commit;
  readonly environment: SealedEnvironment;
  readonly provider: LockedProvider;
  readonly departures: readonly Departure[];
  readonly review: Review | undefined;
  /** By the name of each web ACL. */
  readonly capacities: Readonly<Record<string, number>>;
  /** The bundle that this one follows, by the SHA-256 of its checksums. */
  readonly previous?: { readonly commit: string; readonly checksums: string };
  /** Why an environment is handed over whose states are files of this folder. */
  readonly localState?: string;
  /** Without the manifest itself. */
  readonly files: Files;
}

/** Writes what a bundle is of, is made of and holds. It has no time: the same commit gives the same bytes. */
export function manifestOf(parts: ManifestParts): string {
  const { product, commit, environment, provider, departures, review, capacities, previous, localState, files } = parts;
  const { name, account, regions, stacks, states, outputs, resources } = environment;
  const manifest = {
    format: manifestFormat,
    product,
    commit: commit.sha,
    ...(commit.uncommitted && { uncommitted: true }),
    environment: name,
    account: account ?? "any",
    regions,
    terraform: ">= 1.11",
    provider,
    stacks: stacks.map((stack) => ({
      stack,
      resources: resources.filter((resource) => resource.stack === stack).length,
      state: states.filter((state) => state.stack === stack).map(({ backend, place }) => `${backend}: ${place}`)[0],
    })),
    ...(localState !== undefined && { localState }),
    ...(previous && { previous }),
    contract: { sha256: sha256(bytesOf(JSON.stringify(outputs))), outputs },
    departures,
    webAclCapacityUnits: capacities,
    routes: review?.routes.map(({ api, route, caller, token, firewall, reachableAt }) => ({
      api,
      route,
      caller,
      token,
      firewall,
      reachableAt,
    })),
    files: Object.fromEntries(
      sorted(files).map(([path, bytes]) => [path, { bytes: bytes.length, sha256: sha256(bytes) }]),
    ),
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
