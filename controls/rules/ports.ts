/** Ports from one to another, both included. */
export type PortRange = readonly [from: number, to: number];

const everyPort: PortRange = [0, 65535];

export const contains = ([from, to]: PortRange, port: number): boolean => from <= port && port <= to;

/**
 * The TCP or UDP ports that a rule of a security group or network ACL speaks of, whichever way it is written: protocol by
 * name, number or -1 for all; no ports, or -1, for all. None for a protocol that has no ports.
 */
export function portsOf(protocol: unknown, from: unknown, to: unknown): PortRange | undefined {
  const name = String(protocol).toLowerCase();
  if (name === "-1" || name === "all") return everyPort;
  if (!["tcp", "udp", "6", "17"].includes(name)) return undefined;
  const first = Number(from ?? -1);
  const last = Number(to ?? -1);
  return first < 0 || last < 0 ? everyPort : [first, last];
}
