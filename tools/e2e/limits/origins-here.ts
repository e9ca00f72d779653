import type { EmulatorPlace } from "./limit";

interface Origin {
  readonly domain_name: string;
  readonly origin_path?: string;
  readonly custom_origin_config?: object;
}

/** An API's origin by the path under which the emulator has it at every name; another is left as it is. */
export function originsHere(given: unknown, { port }: EmulatorPlace): unknown {
  return (given as readonly Origin[]).map((origin) => {
    const [, api] = /^(.+)\.execute-api\.[\w-]+\.amazonaws\.com$/.exec(origin.domain_name) ?? [];
    if (api === undefined) return origin;
    const config = { ...origin.custom_origin_config, http_port: port, origin_protocol_policy: "http-only" };
    const path = `/_aws/execute-api/${api}${origin.origin_path ?? ""}`;
    return { ...origin, domain_name: "localhost", origin_path: path, custom_origin_config: config };
  });
}
