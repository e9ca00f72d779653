import { checkEnvironments } from "../../../../stacks/environments/check";
import { lab } from "../../../support/example-records/lab";
import { isGroup, merge, type Tree } from "../../../../stacks/environments/tree";
import { presets } from "../../../../stacks/environments/presets";
import type { Preset } from "../../../../stacks/environments/presets/preset";
import { environmentSettings, type EnvironmentRecord } from "../../../../stacks/environments/schema/environment";
import { environmentOf } from "../../../support/environments";
import { apis, production, publicProduction, trial } from "../../../support/records";
import { today } from "../../../support/today";

type Edge = NonNullable<EnvironmentRecord["edge"]>;
type HttpApi = NonNullable<Edge["httpApi"]>;
type RestApi = NonNullable<Edge["restApi"]>;

const reason = "the reason of a departure";
const authorizer = { value: "none", reason } as const;
const httpApi: HttpApi = { routes: [{ method: "GET", path: "/", function: "hello", authorizer }] };
const restApi: RestApi = {
  routes: [{ method: "GET", path: "/", integration: { kind: "function", function: "hello" }, authorizer }],
};
const signIn: Edge["signIn"] = apis.edge.signIn;

/** A trial with a part of the edge, and all that it takes. */
const trialWith = (edge: Edge): EnvironmentRecord => ({
  ...trial,
  identity: { userPool: { clients: { passwordSignIn: { reason } } } },
  compute: { functions: { hello: {} } },
  edge: { sharedFunctions: edge.httpApi && edge.restApi ? ["hello"] : [], ...edge },
});
const departuresOf = (record: EnvironmentRecord, part: string) =>
  (checkEnvironments({ it: record }, today).departures["it"] ?? [])
    .map(({ path }) => path)
    .filter((path) => path.startsWith(`edge.${part}.`));

describe("what a preset says of a part that is off unless a record has it", () => {
  const switches = Object.entries(presets).flatMap(([preset, { whereSwitchedOn }]) =>
    Object.entries(whereSwitchedOn).flatMap(([layer, groups]) =>
      Object.keys(groups).map((group) => [preset, layer, group] as const),
    ),
  );

  test.each(switches)("of %s: %s.%s stays off", (preset, layer, group) => {
    const base = preset === "demo" ? trial : publicProduction;
    const off = { ...base, [layer]: { ...(base as EnvironmentRecord)[layer as "edge"], [group]: undefined } };
    for (const record of [base, off]) {
      expect(environmentOf(record)[layer as "edge"][group as "restApi"]).toBeUndefined();
      expect(departuresOf(record, group)).toEqual([]);
    }
  });

  test("is all that a preset has of such a part", () => {
    for (const { always, whereSwitchedOn } of Object.values(presets)) {
      const both = Object.entries(whereSwitchedOn).flatMap(([layer, groups]) =>
        Object.keys(groups).filter((group) => group in (always[layer as "edge"] ?? {})),
      );
      expect(both).toEqual([]);
    }
  });

  test("switches on no part beside the one that the record has", () => {
    const { edge } = environmentOf(trialWith({ httpApi, signIn }));
    expect(Object.keys(edge).filter((part) => ["signIn", "httpApi", "restApi"].includes(part))).toEqual([
      "signIn",
      "httpApi",
    ]);
    expect(edge.httpApi?.accessLogs).toBe(false);
  });

  test("is for the environment that has it, and for no other of the same preset", () => {
    const records = {
      with: trialWith({ restApi }),
      without: { ...trialWith({}), network: { cidrBlock: "10.1.0.0/16" } },
    };
    const [one, other] = checkEnvironments(records, today).environments;
    expect([one?.edge.restApi?.tracing, other?.edge.restApi]).toEqual([false, undefined]);
  });

  test("does not stand in for a part that is no group of settings", () => {
    const record = { ...trial, edge: { restApi: true } } as unknown as EnvironmentRecord;
    expect(() => environmentOf(record, "it")).toThrow("environments.it.edge.restApi is true");
  });
});

describe("a load balancer that CloudFront alone reaches", () => {
  const behind = (record: EnvironmentRecord) => environmentOf(record).edge.cloudFront;
  const oldTls = { reason };

  test("is production's, with a distribution of which the record need say nothing", () => {
    const { exposure, cloudFront } = environmentOf(production).edge;
    expect([exposure, cloudFront?.web?.cachedPaths, cloudFront?.priceClass]).toEqual([
      "vpc-origin",
      [],
      "PriceClass_All",
    ]);
    const { web } =
      behind({ ...production, edge: { ...production.edge, cloudFront: { priceClass: "PriceClass_100" } } }) ?? {};
    expect(web).toEqual(cloudFront?.web);
  });

  test("has the distribution that the record says more of", () => {
    const cachedPaths = ["/static/*"];
    const record = { ...production, edge: { ...production.edge, cloudFront: { web: { cachedPaths } } } };
    expect(behind(record)).toEqual({ ...behind(production), web: { ...behind(production)?.web, cachedPaths } });
  });

  test("is any other preset's too that asks for it, as cheap as that is", () => {
    const record: EnvironmentRecord = {
      ...lab,
      edge: { exposure: "vpc-origin", cloudFront: { oldTls } },
    };
    const { web, priceClass, accessLogs } = behind(record) ?? {};
    expect([web?.cachedPaths, priceClass, accessLogs]).toEqual([[], "PriceClass_100", false]);
    expect(behind(trial)).toBeUndefined();
  });

  test("is not production's by a departure, and then there is no distribution", () => {
    expect(behind(publicProduction)).toBeUndefined();
    expect(checkEnvironments({ it: publicProduction }, today).departures["it"]?.map(({ path }) => path)).toEqual([
      "edge.exposure",
    ]);
  });
});

describe("a part that a record has", () => {
  test("is as cheap as the trial around it, each weakness a departure", () => {
    const record = trialWith({ signIn, httpApi, restApi });
    const { edge } = environmentOf(record);
    expect([edge.httpApi?.accessLogs, edge.httpApi?.detailedMetrics]).toEqual([false, false]);
    expect([
      edge.restApi?.accessLogs,
      edge.restApi?.executionLogs,
      edge.restApi?.detailedMetrics,
      edge.restApi?.tracing,
    ]).toEqual([false, false, false, false]);
    expect([edge.restApi?.waf, edge.signIn?.waf]).toEqual([edge.waf, edge.waf]);
    const firewall = ["waf.groups.ipReputation.mode", "waf.rateLimit", "waf.logging.enabled"];
    expect(departuresOf(record, "signIn")).toEqual(firewall.map((path) => `edge.signIn.${path}`));
    expect(departuresOf(record, "httpApi").sort()).toEqual([
      "edge.httpApi.accessLogs",
      "edge.httpApi.detailedMetrics",
      "edge.httpApi.routes[GET /].authorizer",
    ]);
    expect(departuresOf(record, "restApi").sort()).toEqual(
      ["accessLogs", "detailedMetrics", "executionLogs", "tracing", "routes[GET /].authorizer", ...firewall]
        .map((path) => `edge.restApi.${path}`)
        .sort(),
    );
  });

  test("is as secure as the production around it, without a departure", () => {
    const { edge } = environmentOf(apis);
    const forPrograms = { ...edge.waf, botControl: false };
    expect(edge.waf.botControl).not.toBe(false);
    expect([edge.restApi?.waf, edge.signIn?.waf]).toEqual([forPrograms, forPrograms]);
    expect([edge.httpApi?.accessLogs, edge.httpApi?.detailedMetrics]).toEqual([true, true]);
    expect([
      edge.restApi?.accessLogs,
      edge.restApi?.executionLogs,
      edge.restApi?.detailedMetrics,
      edge.restApi?.tracing,
    ]).toEqual([true, true, true, true]);
    const { exposure: _, ...behindCloudFront } = apis.edge;
    expect(checkEnvironments({ it: { ...apis, edge: behindCloudFront } }, today).departures).toEqual({ it: [] });
  });

  test("is what the record says of it, and the preset's in all else", () => {
    const rateLimit = { limit: 100, windowSeconds: 60, action: "block" } as const;
    const record = trialWith({
      httpApi: { ...httpApi, accessLogs: true },
      restApi: { ...restApi, tracing: true, waf: { rateLimit } } as unknown as RestApi,
      signIn,
    });
    const { edge } = environmentOf(record);
    expect([edge.httpApi?.accessLogs, edge.httpApi?.detailedMetrics]).toEqual([true, false]);
    expect([edge.restApi?.tracing, edge.restApi?.executionLogs]).toEqual([true, false]);
    expect(edge.restApi?.waf).toEqual({ ...edge.waf, rateLimit });
    expect(edge.signIn?.waf).toEqual(edge.waf);
    expect(departuresOf(record, "httpApi").sort()).toEqual([
      "edge.httpApi.detailedMetrics",
      "edge.httpApi.routes[GET /].authorizer",
    ]);
  });

  test("is weaker than its preset by a departure alone", () => {
    const rateLimit = { value: "off", reason } as const;
    const { edge: given } = apis;
    const record = { ...apis, edge: { ...given, restApi: { ...given.restApi, waf: { rateLimit } } } };
    const { edge } = environmentOf(record as unknown as EnvironmentRecord);
    expect([edge.restApi?.waf.rateLimit, edge.signIn?.waf.rateLimit]).toEqual(["off", edge.waf.rateLimit]);
    expect(departuresOf(record as unknown as EnvironmentRecord, "restApi")).toEqual(["edge.restApi.waf.rateLimit"]);
  });
});

describe("a preset holds what differs alone", () => {
  /** What a preset gives to a record that has every part, and what the record has to give itself. */
  const everything: Tree = {
    ...{ owner: "platform", costCentre: "web", state: { backend: "local" }, alarmTopicArn: { value: "none", reason } },
    identity: { userPool: { clients: { passwordSignIn: { reason } } } },
    edge: { signIn: { domain: { kind: "prefix", prefix: "shop" } }, httpApi, restApi },
  };
  const valuesOf = ({ always, whereSwitchedOn }: Preset): Tree => merge(always, whereSwitchedOn) as Tree;

  /** The place of each value that is no group. */
  const placesIn = (tree: Tree): string[][] =>
    Object.entries(tree).flatMap(([key, value]) =>
      isGroup(value) ? placesIn(value).map((place) => [key, ...place]) : [[key]],
    );
  const without = (tree: Tree, [key = "", ...rest]: readonly string[]): Tree => {
    const { [key]: inner, ...others } = tree;
    return rest.length === 0 ? others : { ...others, [key]: without(inner as Tree, rest) };
  };
  const valueAt = (tree: Tree, place: readonly string[]): unknown =>
    place.reduce<unknown>((inner, key) => (inner as Tree | undefined)?.[key], tree);

  /** Values of a preset that the schema gives too. */
  function superfluous(preset: Preset): string[] {
    const values = valuesOf(preset);
    const parsed = (given: Tree): string =>
      JSON.stringify(environmentSettings.safeParse(merge(everything, given)).data ?? "refused");
    expect(parsed(values)).not.toBe('"refused"');
    return placesIn(values)
      .filter((place) => !(String(place[0]) in everything) || place.length > 1)
      .filter((place) => parsed(without(values, place)) === parsed(values))
      .map((place) => place.join("."));
  }

  test.each(Object.entries(presets))("%s has nothing that the schema gives by itself", (_, preset) => {
    expect(superfluous(preset)).toEqual([]);
  });

  test("no value is the same in each", () => {
    const [first = {}, ...others] = Object.values(presets).map(valuesOf);
    const same = placesIn(first).filter((place) =>
      others.every((other) => JSON.stringify(valueAt(other, place)) === JSON.stringify(valueAt(first, place))),
    );
    expect(same.map((place) => place.join("."))).toEqual([]);
  });

  test("finds a default that a preset repeats", () => {
    const { always, whereSwitchedOn } = presets.production;
    expect(superfluous({ whereSwitchedOn, always: { ...always, edge: { accessLogs: true } } })).toEqual([
      "edge.accessLogs",
    ]);
  });
});
