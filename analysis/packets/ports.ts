import type { Interval } from "./intervals";
import { isUnknown, numberOf } from "./unknown";

/**
 * Protocols and their ports on one line: `protocol × 65536 + port`; of ICMP and ICMPv6 `type × 256 + code` is in the place of
 * the port. A protocol without ports has all 65536 points.
 */
export type Ports = Interval<number>;

const pointsOfProtocol = 65_536;
export const allTraffic: Ports = { from: 0, to: 256 * pointsOfProtocol };

/** Numbers of the protocols that a rule may name (IANA, "Protocol Numbers"). */
export const protocolNumbers = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;
const { icmp, tcp, udp, icmpv6 } = protocolNumbers;

export const hasPorts = (protocol: number): boolean => protocol === tcp || protocol === udp;
const hasTypes = (protocol: number): boolean => protocol === icmp || protocol === icmpv6;

/** `all`, a number from 0 to 255, or undefined for what is no protocol. */
export function protocolOf(value: unknown): number | "all" | undefined {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") return undefined;
  const name = text.toLowerCase();
  if (name === "-1" || name === "all") return "all";
  if (Object.hasOwn(protocolNumbers, name)) return protocolNumbers[name as keyof typeof protocolNumbers];
  const number = numberOf(name);
  return number !== undefined && number >= 0 && number <= 255 ? number : undefined;
}

export function portsOf(protocol: number, first = 0, last = pointsOfProtocol - 1): Ports {
  return { from: protocol * pointsOfProtocol + first, to: protocol * pointsOfProtocol + last + 1 };
}

/** One type of ICMP or ICMPv6, and one code or all of them. */
export function typeOf(protocol: number, type: number, code: number): Ports {
  if (type === -1) return portsOf(protocol);
  return code === -1
    ? portsOf(protocol, type * 256, type * 256 + 255)
    : portsOf(protocol, type * 256 + code, type * 256 + code);
}

export interface WrittenPorts {
  readonly protocol: unknown;
  readonly fromPort: unknown;
  readonly toPort: unknown;
}

/**
 * The traffic of a security group's rule; undefined if it cannot be told. `-1`, and a protocol other than TCP, UDP, ICMP and
 * ICMPv6, is all ports whatever the range. For ICMP and ICMPv6 the first port is the type and the second the code, `-1` is all
 * of them, and ICMPv6 without a range is all types and codes (Amazon EC2 API Reference, "IpPermission").
 */
export function trafficOfGroupRule({ protocol: written, fromPort, toPort }: WrittenPorts): Ports | undefined {
  const protocol = protocolOf(written);
  if (protocol === undefined) return undefined;
  if (protocol === "all") return allTraffic;
  if (!hasPorts(protocol) && !hasTypes(protocol)) return portsOf(protocol);
  if (isUnknown(fromPort) || isUnknown(toPort)) return undefined;
  const [first, last] = [numberOf(fromPort), numberOf(toPort)];
  if (hasTypes(protocol)) return inRange(typeOf(protocol, first ?? -1, last ?? -1), protocol);
  if (first === undefined || last === undefined) return undefined;
  return first === -1 && last === -1 ? portsOf(protocol) : inRange(portsOf(protocol, first, last), protocol);
}

export interface WrittenAclPorts extends WrittenPorts {
  readonly icmpType: unknown;
  readonly icmpCode: unknown;
  readonly ipv6: boolean;
}

/**
 * The traffic of a network ACL's rule; undefined if it cannot be told. `-1`, and a protocol other than 6 (TCP), 17 (UDP) and
 * 1 (ICMP), is all ports, types and codes whatever the rule says; 58 (ICMPv6) has a type and a code with an IPv6 CIDR block, and
 * is all of them with an IPv4 CIDR block (Amazon EC2 API Reference, "CreateNetworkAclEntry").
 */
export function trafficOfAclRule(rule: WrittenAclPorts): Ports | undefined {
  const protocol = protocolOf(rule.protocol);
  if (protocol === icmpv6 && !rule.ipv6) return portsOf(protocol);
  if (typeof protocol !== "number" || !hasTypes(protocol)) return trafficOfGroupRule(rule);
  return trafficOfGroupRule({ protocol, fromPort: rule.icmpType ?? -1, toPort: rule.icmpCode ?? -1 });
}

const inRange = (ports: Ports, protocol: number): Ports | undefined => {
  const whole = portsOf(protocol);
  return ports.from >= whole.from && ports.to <= whole.to && ports.from < ports.to ? ports : undefined;
};

/** The protocols that a stretch of the line touches, each with its first and its last point. */
export function protocolsIn({ from, to }: Ports): { protocol: number; first: number; last: number }[] {
  const found = [];
  for (let start = from; start < to;) {
    const protocol = Math.floor(start / pointsOfProtocol);
    const end = Math.min(to, (protocol + 1) * pointsOfProtocol);
    found.push({ protocol, first: start % pointsOfProtocol, last: (end - 1) % pointsOfProtocol });
    start = end;
  }
  return found;
}
