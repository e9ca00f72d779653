/** The answer of a rule that blocks (WAF Developer Guide, "Sending custom responses for Block actions"). */
interface BlockResponse {
  /** HTTP status, 200 to 600. */
  readonly code: number;
  /** Key of one of the web ACL's response bodies. @default no body */
  readonly bodyKey?: string;
  /** @default none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a rule does with a request that matches. `block` alone answers 403. */
export type RuleAction = "allow" | "block" | "captcha" | "challenge" | "count" | { readonly block: BlockResponse };

/** What the rules of a group do: each its own action, or all only count. */
export type OverrideAction = "none" | "count";

/** Renders an action as the provider's bindings take `action`. */
export function actionConfig(action: RuleAction) {
  if (typeof action === "string") return { [action]: {} };
  const { code, bodyKey, headers = {} } = action.block;
  const responseHeader = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    block: {
      customResponse: {
        responseCode: code,
        ...(bodyKey !== undefined && { customResponseBodyKey: bodyKey }),
        ...(responseHeader.length > 0 && { responseHeader }),
      },
    },
  };
}

/** Renders an action as `action_to_use` within a statement, which the bindings pass on unchanged. */
export function renderAction(action: RuleAction): object {
  if (typeof action === "string") return { [action]: {} };
  const { code, bodyKey, headers = {} } = action.block;
  const responseHeader = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    block: {
      custom_response: {
        response_code: code,
        ...(bodyKey !== undefined && { custom_response_body_key: bodyKey }),
        ...(responseHeader.length > 0 && { response_header: responseHeader }),
      },
    },
  };
}

/** The label of an action in a table. */
export function actionLabel(action: RuleAction): string {
  return typeof action === "string" ? action : `block (${action.block.code})`;
}

/** WAF Developer Guide, "AWS WAF quotas": custom headers for a single custom response definition. */
const mostHeaders = 10;

export function actionFaults(action: RuleAction, bodyKeys: readonly string[], place: string): string[] {
  if (typeof action === "string") return [];
  const { code, bodyKey, headers = {} } = action.block;
  const faults: string[] = [];
  if (!Number.isInteger(code) || code < 200 || code > 600) {
    faults.push(`${place} answers with the status ${code}; give 200 to 600`);
  }
  if (bodyKey !== undefined && !bodyKeys.includes(bodyKey)) {
    faults.push(
      `${place} answers with the body "${bodyKey}"; give one of the response bodies: ${bodyKeys.join(", ") || "there is none"}`,
    );
  }
  if (Object.keys(headers).length > mostHeaders) {
    faults.push(`${place} answers with ${Object.keys(headers).length} headers; give at most ${mostHeaders}`);
  }
  for (const name of Object.keys(headers).filter((name) => !/^[0-9A-Za-z_$.-]{1,64}$/.test(name))) {
    faults.push(`${place} answers with the header "${name}"; give 1 to 64 letters, digits or _ $ . -`);
  }
  return faults;
}
