import type { Probe } from "./ports";

const patienceMilliseconds = 5_000;

/**
 * Sends each address a request with the header. Without addresses no firewall checks the header, and every value is let
 * through. An address must need no API key: API Gateway refuses a request without one in the firewall's own words.
 */
export function probeOf(addresses: readonly string[], headerName: string): Probe {
  return async (value) => {
    for (const address of addresses) {
      const answer = await ask(address, { [headerName]: value });
      if (answer !== "let through") return answer;
    }
    return "let through";
  };
}

async function ask(address: string, headers: Readonly<Record<string, string>>): ReturnType<Probe> {
  try {
    const {
      status,
      headers: answered,
      body,
    } = await fetch(address, {
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
    await body?.cancel();
    return status === 403 && isFirewalls(answered) ? "blocked by the firewall" : "let through";
  } catch {
    return "unreachable";
  }
}

/**
 * Whether a 403 is the firewall's block. API Gateway names the fault: ForbiddenException for the firewall, other names for
 * an authorizer, a resource policy or a signature (AWS re:Post, "How do I troubleshoot HTTP 403 errors from API Gateway?").
 * An integration's answer has no such name. A load balancer that answers for the firewall has the server `awselb`; a
 * target's answer has the target's own.
 */
function isFirewalls(headers: Headers): boolean {
  const fault = headers.get("x-amzn-errortype");
  if (fault !== null) return fault.split(":")[0] === "ForbiddenException";
  return headers.get("server")?.startsWith("awselb/") === true;
}
