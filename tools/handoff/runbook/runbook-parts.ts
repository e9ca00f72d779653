import type { Departure } from "../../../controls/departures";
import type { Commit } from "../commit";
import type { SealedEnvironment } from "../environment";
import type { LockedProvider } from "../lock-file";

/** What a runbook is written from. */
export interface RunbookParts {
  readonly product: { readonly name: string; readonly version: string };
  readonly commit: Commit;
  readonly environment: SealedEnvironment;
  readonly provider: LockedProvider;
  readonly departures: readonly Departure[];
  readonly localState?: string;
  /** Whether `CHANGE.md` says how the bundle is applied over the bundle before. */
  readonly hasChange: boolean;
  readonly isSigned: boolean;
}
