import path from "node:path";

import { ToolError } from "../shared/errors";
import { readJson, type SynthesizedStack } from "../shared/synthesize";
import { awsApi, type AwsApi } from "./checks/aws-api";
import { makeGiven } from "./checks/given";
import { callersOf } from "./apis/callers";
import { inventory } from "./checks/inventory";
import { databasePlace, hasDatabase, type DatabasePlace } from "./database/place";
import { emulatedAws, functionsVariables, type EmulatedAws } from "./emulated-aws";
import { startEmulator } from "./emulators/emulator";
import { startRecorder, type OriginRecorder } from "./lab/origin-recorder";
import type { EditedConfiguration } from "./limits/configuration";
import type { EmulatorName, Pass } from "./limits/limit";
import type { Part } from "./report";
import type { Run } from "./run";
import { callsFile } from "./strict/calls";

/** Where one environment is deployed to: an emulated AWS account of its own, and a folder in place of the project's. */
export interface Site {
  readonly environment: string;
  readonly root: string;
  readonly aws: EmulatedAws;
  readonly api: AwsApi;
  /** What stands in the JSON for something that an account has already, and what the emulator calls it. */
  readonly given: ReadonlyMap<string, string>;
  /** Where the environment's functions find a database; undefined where it has none. */
  readonly database: DatabasePlace | undefined;
  /** Where requests come by on their way from CloudFront to an API; undefined where nothing is asked. */
  readonly recorder: OriginRecorder | undefined;
  /** What the account held before anything was applied. */
  readonly before: readonly string[];
  close(): Promise<void>;
}

export interface SiteOptions {
  /** Whether the emulators refuse to delete what is in use. @default false */
  readonly refuses?: boolean;
  /** The stacks whose functions ask a database, where another synth than the product has one. @default the product's */
  readonly databaseOf?: readonly SynthesizedStack[] | undefined;
}

/** Starts the emulators for one environment. They end with `close`, and with this process at the latest. */
export async function openSite(
  run: Run,
  part: Part,
  environment: string,
  pass: Pass,
  { refuses = false, databaseOf }: SiteOptions = {},
): Promise<Site> {
  const stacks = run.product.stacks.filter((stack) => stack.environment === environment);
  const asking = databaseOf ?? stacks;
  const region = regionOf(stacks.map(({ file }) => readJson(file) as EditedConfiguration));
  const callsOf = (name: EmulatorName): string => callsFile(run.calls, part.name, name);
  const references = path.join(run.scratch(`${environment}-${pass}-references`), "references.json");
  const strict = { region, refuses, references };
  const moto = await part.step("moto starts", () =>
    startEmulator("moto", { ...strict, port: run.nextPort(), calls: callsOf("moto") }),
  );
  const ministack = await part.step("MiniStack starts", () =>
    startEmulator("ministack", {
      ...strict,
      port: run.nextPort(),
      checksCallers: pass === "data-plane",
      variables: functionsVariables(moto),
      calls: callsOf("ministack"),
    }),
  );
  const aws = emulatedAws(pass, { moto, ministack });
  const api = awsApi(aws, region);
  const database = hasDatabase(asking)
    ? await part.step("a database server starts", () => databasePlace(api, asking, region))
    : undefined;
  const recorder = pass === "data-plane" ? await startRecorder(ministack.port) : undefined;
  const { given, before } = await part.step("the account has what the environment expects to exist", async () => {
    const made = await makeGiven(api, stacks);
    return {
      given: new Map([...made, ...callersOf(stacks), ...(database?.given ?? [])]),
      before: await inventory(api),
    };
  });
  return {
    environment,
    root: run.scratch(`${environment}-${pass}`),
    aws,
    api,
    given,
    database,
    recorder,
    before,
    close: async () => {
      for (const emulator of aws.emulators) await emulator.stop();
      await Promise.all([database?.server.stop(), recorder?.stop()]);
    },
  };
}

function regionOf(configurations: readonly EditedConfiguration[]): string {
  for (const { provider } of configurations) {
    const region = provider?.aws?.find(({ alias }) => alias === undefined)?.["region"];
    if (typeof region === "string") return region;
  }
  throw new ToolError("no stack names the region of its provider");
}
