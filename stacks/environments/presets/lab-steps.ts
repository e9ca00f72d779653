import { merge } from "../tree";
import type { Partially, Settings } from "../schema/environment";
import { labSteps, type LabSettings, type LabStep } from "../schema/lab";

type Change = Pick<Partially<Settings>, "compute" | "edge" | "identity">;
type RestApi = NonNullable<NonNullable<Settings["edge"]>["restApi"]>;
type Route = RestApi["routes"][number];

const noFirewall = { mode: { value: "off", reason: "the lab's firewall comes with its step firewall" } } as const;
const block = { mode: "block" } as const;

/** System A's one route: a player by `id`. */
const player = (authorizer: Route["authorizer"]): Partially<RestApi> => ({
  stageName: "Dev",
  routes: [
    {
      method: "GET",
      path: "/",
      integration: { kind: "function", function: "queryPlayer" },
      query: { id: "required" },
      authorizer,
    },
  ],
});

/** What each step changes, independent of the other steps. */
export const labChanges = ({ signInPrefix }: LabSettings): Readonly<Record<LabStep, Change>> => ({
  base: {
    compute: {
      functions: { queryPlayer: {} },
      database: {
        user: {
          kind: "lambda-alternating",
          rotationDays: { value: "never", reason: "the lab's rotation comes with its step rotatingSecret" },
        },
      },
    },
    edge: {
      restApi: {
        ...player({ value: "none", reason: "the lab's sign-in comes with its step signedIn" }),
        waf: {
          groups: { common: noFirewall, knownBadInputs: noFirewall, sqlDatabase: noFirewall, linux: noFirewall },
        },
      },
    },
  },
  rotatingSecret: { compute: { database: { user: { kind: "lambda-alternating", rotationDays: 7 } } } },
  edgeOnly: {
    edge: { cloudFront: { restApi: {}, oldTls: { reason: "the lab has no domain, and so no certificate" } } },
  },
  firewall: {
    edge: {
      restApi: {
        waf: {
          groups: { common: block, knownBadInputs: block, sqlDatabase: block, linux: block, ipReputation: block },
          rateLimit: { limit: 1000, windowSeconds: 300, action: "block" },
        },
      },
    },
  },
  signedIn: {
    identity: {
      userPool: {
        mfa: { value: "off", reason: "the lab's user signs in from a script, without a second factor" },
        clients: {
          web: { callbackUrls: ["https://example.com/callback"], logoutUrls: ["https://example.com/signout"] },
          passwordSignIn: { reason: "the lab gets its token from a script, as system A does" },
        },
      },
    },
    edge: {
      signIn: { domain: { kind: "prefix", prefix: signInPrefix } },
      restApi: player({ kind: "cognito", token: "id" }),
    },
  },
});

/** The settings of a lab at its step, in the form of a record. */
export function labAt(settings: LabSettings): Change {
  const changes = labChanges(settings);
  const steps = labSteps.slice(0, labSteps.indexOf(settings.step) + 1);
  return steps.reduce<Change>((sum, step) => merge(sum, changes[step]) as Change, {});
}
