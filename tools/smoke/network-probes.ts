import { messageOf } from "../shared/errors";
import { refusedByAws } from "./account";
import { codeOf } from "./answer";
import { isEntryOfItsOwn, isPrivate } from "./entry";
import type { Handshake, Network, TlsVersion } from "./network";
import type { SmokeOptions } from "./options";
import { baseOf } from "./request";
import { type Outcome, type Probe, type Subject, judgement, notJudged, notSent } from "./result";
import type { WebPage } from "./web-probes";

const tooOld: readonly TlsVersion[] = ["TLSv1", "TLSv1.1"];

/** A name that speaks TLS, and whether its lowest version can be set. */
interface Name {
  readonly of: Subject;
  readonly host: string | undefined;
  readonly floor: boolean;
}

/** Offers each name that viewers know a version that is too old, and only that version. */
export function tlsProbes(environment: SmokeOptions["environment"], options: SmokeOptions): Probe[] {
  return namesOf(environment, options).flatMap(({ of, host, floor }) =>
    tooOld.map((version) => ({
      row: "V24",
      api: of,
      request: `${host ?? "its name"}, ${versionInWords(version)} alone offered`,
      expected: "refused in the TLS handshake",
      ask: () => (floor ? refusesVersion(host, version, options.network) : Promise.resolve(notSent(noFloor))),
    })),
  );
}

const noFloor = "a name of CloudFront's own also accepts TLS older than 1.2, which no setting changes";

function namesOf({ apis, web }: SmokeOptions["environment"], options: SmokeOptions): Name[] {
  const hostIn = (url: string | undefined): string | undefined => url && new URL(url).host;
  const ofApis = apis
    .filter((api) => isEntryOfItsOwn(api) && (api.distribution !== undefined || api.domains.length > 0))
    .map((api) => ({
      of: api.kind,
      host: hostIn(baseOf(api, options)),
      floor: api.distribution?.tlsFloor ?? true,
    }));
  const speaksTls = web !== undefined && (web.tls || web.distribution !== undefined);
  if (!speaksTls) return ofApis;
  const host = hostIn(options.outputs["web_url"]);
  return [...ofApis, { of: "web", host, floor: web.distribution?.tlsFloor ?? true }];
}

/** Expects a refusal. The same handshake with TLS 1.2 proves that the version is refused, and not everybody. */
async function refusesVersion(host: string | undefined, version: TlsVersion, network?: Network): Promise<Outcome> {
  if (host === undefined) return notSent("needs the outputs of layer edge");
  if (network === undefined) return withoutNetwork;
  const offered = await network.handshake(host, version);
  const actual = handshakeInWords(offered);
  switch (offered.kind) {
    case "accepted":
      return judgement(actual, false);
    case "not offered":
      return notJudged(actual, `the TLS of this machine does not offer ${versionInWords(version)}`);
    case "no answer":
      return notJudged(actual, "neither an acceptance nor a refusal");
    case "refused": {
      const control = await network.handshake(host, "TLSv1.2");
      if (control.kind === "accepted") return judgement(actual, true);
      const why = `nothing shows that any handshake is accepted: TLS 1.2: ${handshakeInWords(control)}`;
      return notJudged(actual, why);
    }
  }
}

function handshakeInWords(handshake: Handshake): string {
  switch (handshake.kind) {
    case "refused":
      return `refused by ${handshake.by}`;
    case "no answer":
      return `no answer: ${handshake.code}`;
    default:
      return handshake.kind;
  }
}

const versionInWords = (version: TlsVersion): string => (version === "TLSv1" ? "TLS 1.0" : version.replace("v", " "));

/** Probes whether a caller reaches an instance or a load balancer past what stands before it. */
export function reachProbes(page: WebPage): Probe[] {
  const { fleet, internal, distribution } = page.web;
  return [
    ...(fleet ? instanceProbes(page, fleet) : []),
    ...(internal ? [internalLoadBalancer(page)] : []),
    ...(!internal && distribution !== undefined ? [closedLoadBalancer(page)] : []),
  ];
}

/**
 * Hosts that answer everybody on a port. If such a host does not answer either, this machine's own network blocks the port.
 */
const controls = ({ region }: { readonly region: string }) =>
  [
    // AWS's own, which tells callers their address (EC2 User Guide, "Add rules to your security group").
    { port: 80, control: "checkip.amazonaws.com" },
    // AWS General Reference, "AWS CodeCommit endpoints and quotas": SSH.
    { port: 22, control: `git-codecommit.${region}.amazonaws.com` },
  ] as const;

function instanceProbes(page: WebPage, fleet: { readonly name: string; readonly publicAddresses: boolean }): Probe[] {
  const { account, network } = page.options;
  const found = async (judge: (addresses: readonly string[], all: number) => Promise<Outcome>): Promise<Outcome> => {
    if (account === undefined) return notSent("needs AWS credentials");
    try {
      const all = await account.instances(fleet.name);
      if (all.length === 0) return notJudged("", `no instance of ${fleet.name} is in service`);
      return await judge(
        all.flatMap(({ publicAddress }) => publicAddress ?? []),
        all.length,
      );
    } catch (error) {
      return refusedByAws("the instances", error);
    }
  };
  const base = { row: "V25", api: "web" } as const;
  if (!fleet.publicAddresses) {
    const ask = () =>
      found((addresses, all) =>
        Promise.resolve(judgement(`${all} in service: ${addresses.join(", ") || "none"}`, addresses.length === 0)),
      );
    return [{ ...base, request: "public addresses of the instances", expected: "none", ask: () => page.beside(ask) }];
  }
  return controls(page.web).map(({ port, control }) => ({
    ...base,
    request: `TCP ${port} of the instances' public addresses`,
    expected: "timed out",
    ask: () =>
      page.beside(() =>
        found(async (addresses) => {
          if (network === undefined) return withoutNetwork;
          if (addresses.length === 0) return notJudged("", "no instance in service has a public address");
          return await nobodyAnswers(network, { hosts: addresses, port, control });
        }),
      ),
  }));
}

/** Expects no answer. It proves that the hosts are closed only if an open host answers on the same port. */
async function nobodyAnswers(
  network: Network,
  { hosts, port, control }: { readonly hosts: readonly string[]; readonly port: number; readonly control: string },
): Promise<Outcome> {
  const outcomes = await Promise.all(hosts.map((host) => network.connect(host, port)));
  const told = hosts.map((host, index) => `${host}: ${connectionInWords(outcomes[index])}`).join(", ");
  if (outcomes.some((outcome) => outcome !== "timed out")) return judgement(told, false);
  if ((await network.connect(control, port)) === "connected") return judgement(told, true);
  return notJudged(told, `${control} does not answer on port ${port} either`);
}

const connectionInWords = (outcome: string | { readonly code: string } | undefined): string =>
  typeof outcome === "object" ? outcome.code : (outcome ?? "");

const withoutNetwork = notSent("needs a network, and not HTTP alone");

/** Probes the load balancer's own name, past CloudFront. */
function ofLoadBalancer(page: WebPage, judge: (network: Network, name: string, port: number) => Promise<Outcome>) {
  const { network, outputs } = page.options;
  const name = outputs["load_balancer_dns_name"];
  const port = page.web.tls ? 443 : 80;
  const ask = async (): Promise<Outcome> => {
    if (name === undefined) return notSent("needs the output load_balancer_dns_name");
    if (network === undefined) return withoutNetwork;
    return await judge(network, name, port);
  };
  return { api: "web", request: `TCP ${port} of the load balancer's name`, ask: () => page.beside(ask) } as const;
}

function internalLoadBalancer(page: WebPage): Probe {
  const judge = async (network: Network, name: string, port: number): Promise<Outcome> => {
    const addresses = await network.addresses(name).catch((error: unknown) => codeOf(error) ?? messageOf(error));
    if (typeof addresses === "string") return notJudged(`no answer: ${addresses}`, "the name cannot be looked up");
    if (addresses.length === 0) return notJudged("no address", "the name does not exist");
    const open = addresses.filter((address) => !isPrivate(address));
    if (open.length > 0) return judgement(`addresses of the internet: ${open.join(", ")}`, false);
    const outcomes = await Promise.all(addresses.map((address) => network.connect(address, port)));
    const reached = addresses.filter((_, index) => outcomes[index] === "connected");
    if (reached.length === 0) return judgement("private addresses, no connection", true);
    return judgement(`private addresses, connected: ${reached.join(", ")}`, false);
  };
  const { ask, ...asked } = ofLoadBalancer(page, judge);
  return {
    ...asked,
    row: "V26",
    expected: "private addresses, no connection",
    ask: page.options.insideVpc ? () => Promise.resolve(notSent("needs a caller outside the VPC")) : ask,
  };
}

/** Probes a load balancer on the internet whose security group admits CloudFront's servers alone. */
function closedLoadBalancer(page: WebPage): Probe {
  const control = `ec2.${page.web.region}.amazonaws.com`;
  const asked = ofLoadBalancer(page, (network, name, port) => nobodyAnswers(network, { hosts: [name], port, control }));
  return { ...asked, row: "V5", request: `${asked.request}, past CloudFront`, expected: "timed out" };
}
