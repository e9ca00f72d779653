import { ToolError } from "../../shared/errors";
import { bodiesByAddress, type EditedConfiguration } from "../limits/configuration";
import { expectEqual, type Part } from "../report";
import { expectFleetPage } from "./fleet-page";
import { request, type Answer } from "./request";

export interface Listeners {
  /** The ports that the load balancer listens on. */
  readonly ports: readonly number[];
  /** The name that the application answers to. @default any */
  readonly domainName: string | undefined;
}

export function listenersOf(configurations: readonly EditedConfiguration[]): Listeners {
  const all = configurations.flatMap((configuration) => [...bodiesByAddress(configuration)]);
  const bodies = (type: string) => all.filter(([address]) => address.startsWith(`${type}.`)).map(([, body]) => body);
  const conditions = bodies("aws_lb_listener_rule").flatMap(({ condition }) => condition as HostCondition[]);
  return {
    ports: bodies("aws_lb_listener").map(({ port }) => Number(port)),
    domainName: conditions.flatMap(({ host_header: header }) => [header].flat().flatMap((one) => one?.values ?? []))[0],
  };
}

interface HostHeader {
  readonly values: readonly string[];
}
interface HostCondition {
  readonly host_header?: HostHeader | readonly HostHeader[];
}

export interface Place extends Listeners {
  /** The emulator's. */
  readonly port: number;
  readonly loadBalancer: string;
}

/** Asks each listener as a caller would, under the name of the application and under another. */
export async function checkListeners(part: Part, { port, loadBalancer, ports, domainName }: Place): Promise<void> {
  // The emulator finds a load balancer by this path under whatever name it is asked, and a listener by the port in it.
  const ask = (listener: number, path: string, host: string): Promise<Answer> =>
    request(port, `/_alb/${loadBalancer}${path}`, { headers: { host: `${host}:${listener}` } });
  const name = domainName ?? "203.0.113.10";
  const isHttps = ports.includes(443);

  if (isHttps && ports.includes(80)) {
    await part.check(
      "HTTP is answered by a permanent redirect to HTTPS, with path and query as they were",
      async () => {
        const { status, headers } = await ask(80, "/some/path?with=query", name);
        expectEqual("the status", status, 301);
        expectEqual("where it leads", headers.location, `https://${name}:443/some/path?with=query`);
        return headers.location;
      },
    );
  }
  if (domainName !== undefined) {
    await part.check("a request for another name than the application's gets 404", async () => {
      const { status, body } = await ask(443, "/", "198.51.100.7");
      expectEqual("the answer", [status, body], [404, "Not found"]);
      return undefined;
    });
  }
  await part.check("the page comes through the load balancer, and shows no server's version", async () => {
    const answer = await ask(isHttps ? 443 : 80, "/", name);
    expectFleetPage(answer);
    const { headers } = answer;
    const server = String(headers["server"]);
    if (/awselb|\d/.test(server)) throw new ToolError(`Server is ${server}`);
    if (isHttps) expectEqual("Strict-Transport-Security", headers["strict-transport-security"], "max-age=31536000");
    return undefined;
  });
}
