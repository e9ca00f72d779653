import type { Throttle } from "../apis/api";
import { messageOf } from "../shared/errors";
import { type Expected, requestsAtMost } from "./case";
import type { HttpAnswer, HttpRequest, Send } from "./http";

/** Enough to meet a rate of 100 a second from a place where an answer takes 0.4 s. */
const atOnce = 40;
const secondsForAThrottle = 20;

interface Judgement {
  readonly actual: string;
  readonly asExpected: boolean;
}

/** Sends a request once and judges its answer. */
export async function asked(expected: Expected, request: HttpRequest, send: Send): Promise<Judgement> {
  try {
    const answer = await send(request);
    const { statuses, message } = expected;
    const asExpected = statuses.includes(answer.status) && (message === undefined || messageIn(answer) === message);
    return { actual: answerInWords(answer), asExpected };
  } catch (error) {
    const code = codeOf(error);
    return { actual: `no answer: ${code ?? messageOf(error)}`, asExpected: isExpectedFault(expected, code) };
  }
}

/** By TLS: the connection stood, and was ended in the handshake. Whoever has no such name, or is not there, did not refuse. */
function isExpectedFault({ noConnection }: Expected, code = ""): boolean {
  const byTls = /^(ECONNRESET|EPIPE|EPROTO|ERR_SSL_\w+)$/.test(code);
  if (noConnection === "tls") return byTls;
  return (
    noConnection === "any" && (byTls || /^(ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code))
  );
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return "cause" in error ? codeOf(error.cause) : undefined;
}

/** Sends from several places at once, each one request after the other, until one is answered 429. */
export async function throttled(limit: Throttle, request: HttpRequest, send: Send): Promise<Judgement> {
  const most = requestsAtMost(limit);
  const until = performance.now() + secondsForAThrottle * 1000;
  const counts = new Map<string, number>();
  let sent = 0;
  const sendOn = async (): Promise<void> => {
    while (sent < most && performance.now() < until && !counts.has("429")) {
      sent += 1;
      const outcome = await outcomeOf(request, send);
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, atOnce) }, sendOn));
  const shown = [...counts].map(([outcome, count]) => `${outcome} (${count})`).join(", ");
  return { actual: `${sent} requests: ${shown}`, asExpected: counts.has("429") };
}

async function outcomeOf(request: HttpRequest, send: Send): Promise<string> {
  try {
    return String((await send(request)).status);
  } catch (error) {
    return codeOf(error) ?? "no answer";
  }
}

/** What a route answers to whom it lets in may be personal: only refusals are quoted. */
function answerInWords(answer: HttpAnswer): string {
  const message = answer.status < 400 ? undefined : messageIn(answer);
  return message === undefined ? String(answer.status) : `${answer.status} ${message.slice(0, 80)}`;
}

function messageIn({ body }: HttpAnswer): string | undefined {
  try {
    const fields = JSON.parse(body) as { readonly message?: unknown; readonly Message?: unknown } | null;
    const message = fields?.message ?? fields?.Message;
    return typeof message === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}

export function expectedInWords({ statuses, message, noConnection }: Expected): string {
  const refusal = { any: "no connection", tls: "refused in the TLS handshake" };
  return [
    ...(noConnection === undefined ? [] : [refusal[noConnection]]),
    ...statuses.map((status) => (message === undefined ? String(status) : `${status} ${message}`)),
  ].join(" or ");
}
