import { z } from "zod";
import { apiScopes } from "../api-scopes";
import { apiPathFaults } from "./edge/cloudfront/api-paths";
import { computeFaults, computeSettings } from "./compute/compute";
import { databaseFaults } from "./compute/database";
import { declaredScopeFaults } from "./identity/declared-scopes";
import { edgeFaults, edgeSettings, exposureFaults } from "./edge/edge";
import { generalFaults, generalSettings } from "./general";
import { identitySettings } from "./identity/identity";
import type { LabSettings } from "./lab";
import { networkFaults, networkSettings } from "./network/network";
import type { Departure } from "./shared/departure";
import type { Fault } from "./shared/fault";
import { frontOf } from "./edge/cloudfront/fronts";
import { functionsFaults } from "./compute/functions";
import { hostNameFaults } from "./edge/host-names";
import { httpApiFaults, httpApiTokenFaults } from "./edge/http-api/http-api";
import { absentFunctionFaults, invocationFaults } from "./edge/invocations";
import { obtainableScopeFaults } from "./identity/obtainable-scopes";
import { headerStateFaults, originHeaderFaults } from "./edge/origin-protection";
import { restAccessFaults } from "./edge/rest-api/access";
import { restApiFaults } from "./edge/rest-api/rest-api";
import { tagFaults } from "./tags";
import { signInFaults } from "./edge/sign-in";
import { userPoolFaults, userPoolWarnings } from "./identity/user-pool";
import { wafFaults, webWafSettings } from "./edge/waf/waf";

/** Every setting of an environment: what is for all layers, then a group for each. */
export const environmentSettings = z.strictObject({
  ...generalSettings,
  /** The VPC: its subnets, and what leads in and out of them. */
  network: networkSettings,
  /** Keys, roles, and the users. */
  identity: identitySettings.prefault({}),
  /** What answers: the web servers, the functions, and their database. */
  compute: computeSettings,
  /** Every address that the internet can reach. */
  edge: z
    .strictObject({
      ...edgeSettings,
      /**
       * The web ACL of the web application.
       *
       * @cost USD 5 a month, USD 1 a month for each rule or group, and USD 0.60 a million requests
       */
      waf: webWafSettings.prefault({}),
    })
    .prefault({}),
});

/** An environment as it is typed: a preset gives every setting that a record leaves out. */
export type Settings = z.input<typeof environmentSettings>;

/** An environment as the stacks see it: checked, complete, departures resolved to plain values. */
export type Environment = z.output<typeof environmentSettings> & { readonly name: string };

/** What one environment's file holds: its preset, and what differs from it. */
export type EnvironmentRecord = {
  /** What gives the settings that the record leaves out. @default "production" */
  readonly preset?: PresetName;
  /**
   * Which step of system A the preset `lab` is at: docs/lab.md has the steps.
   *
   * @default none: the other presets have no steps
   */
  readonly lab?: LabSettings;
} & Partially<Settings>;

export type PresetName = "demo" | "lab" | "production";

/** A value, a departure or a list is given whole; a group of settings in part. */
export type Partially<T> = T extends Departure | readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Partially<T[K]> }
    : T;

/**
 * The rules across fields, each layer's own and those between layers.
 *
 * @param today `YYYY-MM-DD`
 */
export function settingsFaults(environment: z.output<typeof environmentSettings>, today: string): Fault[] {
  const { region, accountId, state, network, identity, compute, edge } = environment;
  const { userPool } = identity;
  const checks = compute.functions?.requestAuthorizer?.checks;
  return [
    ...generalFaults(environment),
    ...tagFaults(environment, {
      objects: compute.codeSigning || [edge.httpApi, edge.restApi].some((api) => api?.mutualTls !== undefined),
      database: compute.database !== undefined,
      codeSigning: compute.codeSigning,
    }),
    ...networkFaults(network, region),
    ...userPoolFaults(userPool, { state: state.backend, region, accountId, signIn: edge.signIn }),
    ...declaredScopeFaults(userPool, apiScopes, edge.httpApi),
    ...computeFaults(compute),
    ...functionsFaults(compute.functions, userPool !== undefined),
    ...databaseFaults(compute.database, {
      region,
      today,
      network,
      alarmTopicArn: environment.alarmTopicArn,
      queryPlayer: compute.functions?.queryPlayer !== undefined,
    }),
    ...edgeFaults(edge, region),
    ...exposureFaults(edge, environment),
    ...httpApiFaults(edge.httpApi, region),
    ...httpApiTokenFaults(edge.httpApi, userPool && Object.keys(userPool.clients)),
    ...obtainableScopeFaults({ clients: userPool?.clients, functions: compute.functions, ...edge }),
    ...absentFunctionFaults(edge, compute.functions),
    ...invocationFaults(edge),
    ...restApiFaults(edge.restApi, {
      userPool: userPool !== undefined,
      requestAuthorizer: checks?.kind,
      behindCloudFront: edge.cloudFront?.restApi !== undefined,
    }),
    ...apiPathFaults(edge, compute.fleet.healthPath),
    ...restAccessFaults(edge.restApi, {
      region,
      state: state.backend,
      executeApiEndpoint: network.executeApiEndpoint !== undefined,
      behindCloudFront: frontOf(edge.cloudFront, "restApi")?.path.join("."),
    }),
    ...originHeaderFaults(edge, checks?.kind === "header" ? checks.name : undefined),
    ...headerStateFaults(edge, state.backend),
    ...signInFaults(edge.signIn, { userPool, webName: edge.domain?.name }),
    ...hostNameFaults(edge),
    ...wafFaults(edge.waf, edge.cloudFront?.web === undefined ? ["loadBalancer"] : ["loadBalancer", "cloudFront"]),
    ...faultsBetweenLayers({ network, compute }),
  ];
}

/** Warnings for a reviewer of an environment without faults. */
export function settingsWarnings({ identity }: z.output<typeof environmentSettings>): Fault[] {
  return userPoolWarnings(identity.userPool);
}

function faultsBetweenLayers({ network, compute }: Pick<Environment, "network" | "compute">): Fault[] {
  const faults: Fault[] = [];
  if (network.egress === "anywhere" && network.nat === "none" && compute.fleet.placement === "private") {
    faults.push({
      path: ["network", "nat"],
      reads: [
        ["network", "egress"],
        ["compute", "fleet", "placement"],
      ],
      message:
        'is "none" while instances are private and egress is to anywhere; give "per-az", or { value: "single", reason }, or switch network.endpoints on: nothing else leads out',
    });
  }
  return faults;
}
