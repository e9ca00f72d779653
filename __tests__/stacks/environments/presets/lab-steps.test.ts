import { checkEnvironments } from "../../../../stacks/environments/check";
import { lab } from "../../../support/example-records/lab";
import { merge } from "../../../../stacks/environments/tree";
import { labChanges } from "../../../../stacks/environments/presets/lab-steps";
import { labSteps, type LabStep } from "../../../../stacks/environments/schema/lab";
import { environmentOf } from "../../../support/environments";
import { today } from "../../../support/today";

const recordAt = (step: LabStep) => ({ ...lab, lab: { step, signInPrefix: "example-lab" } });
const at = (step: LabStep) => environmentOf(recordAt(step), "lab");
const departuresAt = (step: LabStep): readonly string[] =>
  checkEnvironments({ lab: recordAt(step) }, today).departures["lab"]?.map(({ path }) => path) ?? [];

/** How each layer of system A stands at a step. */
function layersAt(step: LabStep) {
  const { compute, edge, identity } = at(step);
  const user = compute.database?.user;
  const { restApi, cloudFront, originProtection, signIn } = edge;
  const groups = ["common", "knownBadInputs", "sqlDatabase", "linux", "ipReputation"] as const;
  return {
    rotationDays: user?.kind === "lambda-alternating" ? user.rotationDays : undefined,
    front: cloudFront?.restApi === undefined ? "none" : originProtection.restApi,
    firewall: groups.map((group) => restApi?.waf.groups[group].mode),
    rateLimit: restApi?.waf.rateLimit,
    authorizer: restApi?.routes[0]?.authorizer,
    signIn: signIn?.domain,
    clients: Object.keys(identity.userPool?.clients ?? {}),
  };
}

const base = {
  rotationDays: "never",
  front: "none",
  firewall: ["off", "off", "off", "off", "off"],
  rateLimit: "off",
  authorizer: "none",
  signIn: undefined,
  clients: [],
};
const rotatingSecret = { ...base, rotationDays: 7 };
const edgeOnly = { ...rotatingSecret, front: "header-kvs" };
const firewall = {
  ...edgeOnly,
  firewall: ["block", "block", "block", "block", "block"],
  rateLimit: { limit: 1000, windowSeconds: 300, action: "block" },
};
const signedIn = {
  ...firewall,
  authorizer: { kind: "cognito", token: "id" },
  signIn: { kind: "prefix", prefix: "example-lab" },
  clients: ["web", "passwordSignIn"],
};

test.each(Object.entries({ base, rotatingSecret, edgeOnly, firewall, signedIn }))(
  "%s has what the steps before it have, and one layer more",
  (step, layers) => {
    expect(layersAt(step as LabStep)).toEqual(layers);
  },
);

test("has at each step the one route by which system A asks for a player, under the stage Dev", () => {
  for (const step of labSteps) {
    const { restApi, httpApi, sharedFunctions } = at(step).edge;
    expect([restApi?.stageName, httpApi, sharedFunctions]).toEqual(["Dev", undefined, []]);
    expect(
      restApi?.routes.map(({ method, path, query, integration }) => ({ method, path, query, integration })),
    ).toEqual([
      {
        method: "GET",
        path: "/",
        query: { id: "required" },
        integration: { kind: "function", function: "queryPlayer" },
      },
    ]);
  }
});

test("ends a departure at each step that tightens what the lab began with", () => {
  const began = departuresAt("base");
  const ended = labSteps.map((step) => {
    const now = departuresAt(step);
    return [step, began.filter((path) => !now.includes(path))];
  });
  const rotation = "compute.database.user.rotationDays";
  const group = (name: string) => `edge.restApi.waf.groups.${name}.mode`;
  const rules = [
    ...["ipReputation", "common", "knownBadInputs", "sqlDatabase", "linux"].map(group),
    "edge.restApi.waf.rateLimit",
  ];
  expect(ended).toEqual([
    ["base", []],
    ["rotatingSecret", [rotation]],
    ["edgeOnly", [rotation]],
    ["firewall", [rotation, ...rules]],
    ["signedIn", [rotation, ...rules, "edge.restApi.routes[GET /].authorizer"]],
  ]);
});

test("has no fault with any of the later steps' changes, in whatever combination", () => {
  const settings = { step: "base", signInPrefix: "example-lab" } as const;
  const later = labSteps.slice(1);
  const combinations = Array.from({ length: 2 ** later.length }, (_, bits) =>
    later.filter((_, index) => (bits & (1 << index)) !== 0),
  );
  expect(combinations).toHaveLength(16);
  for (const steps of combinations) {
    const changed = steps.reduce<unknown>((sum, step) => merge(sum, labChanges(settings)[step]), {
      ...lab,
      lab: settings,
    });
    expect(() => checkEnvironments({ lab: changed as typeof lab }, today)).not.toThrow();
  }
});

test("leaves what the record says of a setting above what the step says", () => {
  const record = { ...recordAt("signedIn"), edge: { restApi: { stageName: "Test" } } };
  const { restApi } = environmentOf(record as typeof lab, "lab").edge;
  expect([restApi?.stageName, restApi?.routes[0]?.path]).toEqual(["Test", "/"]);
});
