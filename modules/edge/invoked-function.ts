/** A function that an API calls: its alias, and the function whose policy admits the API. */
export interface InvokedFunction {
  readonly aliasArn: string;
  readonly functionName: string;
}

/** The function of a name. That there is one is checked with the record; a lookup in vain is a fault of the program. */
export function invokedFunction(functions: Readonly<Record<string, InvokedFunction>>, name: string): InvokedFunction {
  const found = functions[name];
  if (found === undefined) throw new Error(`a route calls ${name}, and ${Object.keys(functions).join(", ")} are given`);
  return found;
}

/** The ARN to call a function's alias (API Gateway Developer Guide, "Lambda integrations for REST APIs"). */
export function invocationUri(region: string, aliasArn: string): string {
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${aliasArn}/invocations`;
}
