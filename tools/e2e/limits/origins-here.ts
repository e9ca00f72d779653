import type { EmulatorPlace } from "./limit";

interface Origin {
  readonly domain_name: string;
  readonly origin_path?: string;
  readonly custom_origin_config?: object;
  readonly vpc_origin_config?: object;
}

/**
 * An API's origin by the path under which the emulator has it at every name; and a load balancer by its own name over HTTP,
 * where a VPC origin says that it is asked so. Another is left as it is.
 */
export function originsHere(given: unknown, { port }: EmulatorPlace): unknown {
  return (given as readonly Origin[]).map((origin) => {
    const [, api] = /^(.+)\.execute-api\.[\w-]+\.amazonaws\.com$/.exec(origin.domain_name) ?? [];
    if (api === undefined) return byItsName(origin);
    const config = { ...origin.custom_origin_config, http_port: port, origin_protocol_policy: "http-only" };
    const path = `/_aws/execute-api/${api}${origin.origin_path ?? ""}`;
    return { ...origin, domain_name: "localhost", origin_path: path, custom_origin_config: config };
  });
}

function byItsName({ vpc_origin_config: vpcOrigin, ...origin }: Origin): Origin {
  if (vpcOrigin === undefined) return origin;
  if (!/^\$\{aws_lb\.\w+\.dns_name\}$/.test(origin.domain_name)) return { ...origin, vpc_origin_config: vpcOrigin };
  const ports = { http_port: 80, https_port: 443 };
  return {
    ...origin,
    custom_origin_config: { ...ports, origin_protocol_policy: "http-only", origin_ssl_protocols: ["TLSv1.2"] },
  };
}
