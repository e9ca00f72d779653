import { quote, type Fault } from "../shared/fault";

interface ApiNames {
  readonly domain?: { readonly publicName: string; readonly originName?: string | undefined } | undefined;
}

/** The edge's settings, as far as they give names. */
interface EdgeNames {
  readonly domain?: { readonly name: string } | undefined;
  readonly signIn?:
    { readonly domain: { readonly kind: "prefix" } | { readonly kind: "own"; readonly name: string } } | undefined;
  readonly httpApi?: ApiNames | undefined;
  readonly restApi?: ApiNames | undefined;
}

export interface HostName {
  /** The place in the environment that gives it: `["edge", "domain", "name"]`. */
  readonly path: readonly string[];
  readonly name: string;
}

/** Every name in DNS that an environment takes, the web application's first. */
export function hostNames({ domain, signIn, httpApi, restApi }: EdgeNames): HostName[] {
  const signInName = signIn?.domain.kind === "own" ? signIn.domain.name : undefined;
  const given = [
    { path: ["edge", "domain", "name"], name: domain?.name },
    { path: ["edge", "signIn", "domain", "name"], name: signInName },
    { path: ["edge", "httpApi", "domain", "publicName"], name: httpApi?.domain?.publicName },
    { path: ["edge", "httpApi", "domain", "originName"], name: httpApi?.domain?.originName },
    { path: ["edge", "restApi", "domain", "publicName"], name: restApi?.domain?.publicName },
    { path: ["edge", "restApi", "domain", "originName"], name: restApi?.domain?.originName },
  ];
  return given.flatMap(({ path, name }) => (name === undefined ? [] : [{ path, name }]));
}

/** The names of distributions: by these viewers reach what is behind CloudFront. */
export function distributionNames({
  cloudFront,
  domain,
  httpApi,
  restApi,
}: EdgeNames & { readonly cloudFront?: { readonly [Name in "httpApi" | "restApi" | "web"]?: unknown } | undefined }) {
  return [
    cloudFront?.web && domain?.name,
    cloudFront?.restApi && restApi?.domain?.publicName,
    cloudFront?.httpApi && httpApi?.domain?.publicName,
  ].filter((name) => typeof name === "string");
}

/** Each name has one target: AWS refuses two records, or two custom domains, of one name. */
export function hostNameFaults(edge: EdgeNames): Fault[] {
  const first = new Map<string, HostName>();
  return hostNames(edge).flatMap(({ path, name }) => {
    const taken = first.get(name);
    if (taken === undefined) {
      first.set(name, { path, name });
      return [];
    }
    return [
      {
        path,
        reads: [taken.path],
        message: `is ${quote(name)}, the same as ${taken.path.join(".")}; give each setting its own name`,
      },
    ];
  });
}
