/** Settings that no layer reads, by what each is there for: the rules of the schema alone. */
export const unread: Readonly<Record<string, string>> = {
  "edge.cloudFront.oldTls": "agrees to a distribution without a name",
  "edge.httpApi.routes[].authorizer.kind": "takes one value",
  "edge.httpApi.routes[].authorizer.token": "says that scopes are left out on purpose",
  "edge.originProtection.headersInLocalState": "agrees to headers in a state on a disk",
  "edge.plainHttp": "agrees to the absence of edge.domain",
  "edge.restApi.apiKeysInLocalState": "agrees to API keys in a state on a disk",
  "edge.sharedFunctions": "agrees to functions that both APIs call",
  "edge.waf.antiDdos": "takes one value",
  endedRuntime: "agrees to functions on a runtime that AWS has ended",
  "network.sharesCidrBlock": "agrees to another environment with the same addresses",
};
