import { messageOf } from "../shared/errors";
import { refusedByAws } from "./account";
import { isPrivate } from "./address";
import { codeOf } from "./answer";
import { type Outcome, type Probe, judgement, notJudged, notSent } from "./result";
import type { WebPage } from "./web-page";

/** Whether an instance, or a load balancer, is reached past what stands before it (rows V5, V25, V26). */
export function reachProbes(page: WebPage): Probe[] {
  const { fleet, internal, distribution } = page.web;
  return [
    ...(fleet ? instances(page, fleet) : []),
    ...(internal ? [internalLoadBalancer(page)] : []),
    ...(!internal && distribution !== undefined ? [closedLoadBalancer(page)] : []),
  ];
}

/** Answers on a port to everybody: where nobody answers there either, this machine's own network lets nothing out on it. */
const controls = ({ region }: { readonly region: string }) =>
  [
    // AWS's own, which tells callers their address (EC2 User Guide, "Add rules to your security group").
    { port: 80, control: "checkip.amazonaws.com" },
    // AWS General Reference, "AWS CodeCommit endpoints and quotas": SSH.
    { port: 22, control: `git-codecommit.${region}.amazonaws.com` },
  ] as const;

function instances(page: WebPage, fleet: { readonly name: string; readonly publicAddresses: boolean }): Probe[] {
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
          if (network === undefined) return notSent("needs a network, and not HTTP alone");
          if (addresses.length === 0) return notJudged("", "no instance in service has a public address");
          const outcomes = await Promise.all(addresses.map((address) => network.connect(address, port)));
          const told = addresses.map((address, index) => `${address}: ${connectionInWords(outcomes[index])}`);
          if (outcomes.some((outcome) => outcome !== "timed out")) return judgement(told.join(", "), false);
          if ((await network.connect(control, port)) === "connected") return judgement(told.join(", "), true);
          return notJudged(told.join(", "), `${control} does not answer on port ${port} either`);
        }),
      ),
  }));
}

const connectionInWords = (outcome: string | { readonly code: string } | undefined): string =>
  typeof outcome === "object" ? outcome.code : (outcome ?? "");

function internalLoadBalancer(page: WebPage): Probe {
  const { insideVpc = false, network, outputs } = page.options;
  const name = outputs["load_balancer_dns_name"];
  const port = page.web.tls ? 443 : 80;
  const ask = async (): Promise<Outcome> => {
    if (insideVpc) return notSent("needs a caller outside the VPC");
    if (name === undefined) return notSent("needs the output load_balancer_dns_name");
    if (network === undefined) return notSent("needs a network, and not HTTP alone");
    const addresses = await network.addresses(name).catch((error: unknown) => codeOf(error) ?? messageOf(error));
    if (typeof addresses === "string") return notJudged(`no answer: ${addresses}`, "the name cannot be looked up");
    if (addresses.length === 0) return notJudged("no address", "nobody has such a name");
    const open = addresses.filter((address) => !isPrivate(address));
    if (open.length > 0) return judgement(`addresses of the internet: ${open.join(", ")}`, false);
    const outcomes = await Promise.all(addresses.map((address) => network.connect(address, port)));
    const reached = addresses.filter((_, index) => outcomes[index] === "connected");
    if (reached.length === 0) return judgement("private addresses, no connection", true);
    return judgement(`private addresses, connected: ${reached.join(", ")}`, false);
  };
  return {
    row: "V26",
    api: "web",
    request: `TCP ${port} of the load balancer's name`,
    expected: "private addresses, no connection",
    ask: () => page.beside(ask),
  };
}

/** It is on the internet, and its security group admits the servers of CloudFront alone. */
function closedLoadBalancer(page: WebPage): Probe {
  const { network, outputs } = page.options;
  const name = outputs["load_balancer_dns_name"];
  const port = page.web.tls ? 443 : 80;
  const control = `ec2.${page.web.region}.amazonaws.com`;
  const ask = async (): Promise<Outcome> => {
    if (name === undefined) return notSent("needs the output load_balancer_dns_name");
    if (network === undefined) return notSent("needs a network, and not HTTP alone");
    const outcome = await network.connect(name, port);
    if (outcome !== "timed out") return judgement(connectionInWords(outcome), false);
    if ((await network.connect(control, port)) === "connected") return judgement(outcome, true);
    return notJudged(outcome, `${control} does not answer on port ${port} either`);
  };
  return {
    row: "V5",
    api: "web",
    request: `TCP ${port} of the load balancer's name, past CloudFront`,
    expected: "timed out",
    ask: () => page.beside(ask),
  };
}
