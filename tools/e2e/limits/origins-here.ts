import type { EmulatorPlace } from "./limit";

interface Origin {
  readonly domain_name: string;
  readonly origin_path?: string;
  readonly custom_origin_config?: object;
}

const ofAnApi = /^(.+)\.execute-api\.[\w-]+\.amazonaws\.com$/;

/** Under every name of the emulator. */
const pathOf = (api: string): string => `/_aws/execute-api/${api}`;

interface FunctionEnvironment {
  readonly variables: Readonly<Record<string, string>>;
}

/** The rotation of a header asks APIs where the emulator has them, and waits for no firewall. */
export function rotationHere(given: unknown, { port }: EmulatorPlace): unknown {
  const { variables } = given as FunctionEnvironment;
  const { ORIGIN_URLS: urls } = variables;
  if (urls === undefined) return given;
  const here = urls.split(",").map((url) => {
    const [, host = "", path = ""] = /^https:\/\/([^/]+)(.*)$/.exec(url) ?? [];
    const [, api] = ofAnApi.exec(host) ?? [];
    return api === undefined ? url : `http://127.0.0.1:${port}${pathOf(api)}${path}`;
  });
  return { variables: { ...variables, ORIGIN_URLS: here.join(","), SETTLE_SECONDS: "0" } };
}

/** An API's origin by the path under which the emulator has it at every name; another is left as it is. */
export function originsHere(given: unknown, { port }: EmulatorPlace): unknown {
  return (given as readonly Origin[]).map((origin) => {
    const [, api] = ofAnApi.exec(origin.domain_name) ?? [];
    if (api === undefined) return origin;
    const config = { ...origin.custom_origin_config, http_port: port, origin_protocol_policy: "http-only" };
    const path = `${pathOf(api)}${origin.origin_path ?? ""}`;
    return { ...origin, domain_name: "localhost", origin_path: path, custom_origin_config: config };
  });
}
