import { anyOf, those, type CataloguedControl } from "../control";
import {
  httpApisNameTheirOrigins,
  mutualTlsHasNoWayRound,
  namedApisAnswerAtTheirNamesAlone,
  namesOfferTls12,
  noPageActsAsTheUser,
  restApisAreRegionalOrPrivate,
  restApisNameTheirOrigins,
  restApisRefusePlainHttp,
} from "../rules/api-names";
import {
  callsAreLimited,
  executionLogsAreKeptByUs,
  keysAreLimited,
  logsHoldNoData,
  stagesAreLogged,
  stagesKeepNoAnswers,
  thereIsOneRestApi,
  usagePlansHaveQuotas,
} from "../rules/api-stages";
import { callsAskWhoIsCalling } from "../rules/apis";
import { authorizersTrustTheOwnUserPool, scopesAreDeclared } from "../rules/authorizers";
import { keysAreInEncryptedState } from "../rules/secure-defaults";
import { weakerValueControls } from "../rules/weaker-values";

/** HTTP and REST APIs. */
export const apis: readonly CataloguedControl[] = [
  {
    id: "calls-ask-who-is-calling",
    sentence: "Every route and method has an authorizer; a departure names each route without an authorizer.",
    layers: ["edge"],
    check: callsAskWhoIsCalling,
  },
  {
    id: "authorizers-trust-the-own-user-pool",
    sentence: "Authorizers accept only tokens that the environment's user pool issued to its clients.",
    layers: ["identity", "compute", "edge"],
    check: authorizersTrustTheOwnUserPool,
  },
  {
    id: "scopes-are-declared",
    sentence: "A route requires only scopes that a resource server of the user pool declares.",
    layers: ["identity", "edge"],
    check: scopesAreDeclared,
  },
  {
    id: "decisions-are-kept-for-5-minutes",
    sentence: "An authorizer's decision is cached for at most 5 minutes.",
    layers: ["edge"],
    ...anyOf(those(weakerValueControls, ".authorizerCacheSeconds")),
  },
  {
    id: "api-names-offer-tls-1-2",
    sentence: "Every domain name of an API is regional, and accepts TLS 1.2 or newer alone.",
    layers: ["edge"],
    check: namesOfferTls12,
  },
  {
    id: "named-apis-answer-at-their-names-alone",
    sentence: "An API with a domain name does not answer at its default endpoint.",
    layers: ["edge"],
    check: namedApisAnswerAtTheirNamesAlone,
  },
  {
    id: "mutual-tls-has-no-way-round",
    sentence:
      "If one domain name of an API requires a client certificate, every domain name of the API requires a client certificate.",
    layers: ["edge"],
    check: mutualTlsHasNoWayRound,
  },
  {
    id: "rest-apis-are-regional-or-private",
    sentence: "A REST API is regional, or private behind its VPC endpoint.",
    layers: ["network", "edge"],
    check: restApisAreRegionalOrPrivate,
  },
  {
    id: "rest-apis-refuse-plain-http",
    sentence: "The policy of every REST API refuses requests without TLS.",
    layers: ["edge"],
    check: restApisRefusePlainHttp,
    departures: ["edge.restApi.policy.tlsOnly"],
  },
  {
    id: "http-apis-name-their-origins",
    sentence: "Only pages of named origins may call an HTTP API from a browser.",
    layers: ["edge"],
    check: httpApisNameTheirOrigins,
    departures: ["edge.httpApi.cors.origins"],
  },
  {
    id: "rest-apis-name-their-origins",
    sentence: "Only pages of named origins may call a REST API from a browser.",
    layers: ["edge"],
    check: restApisNameTheirOrigins,
    departures: ["edge.restApi.cors.origin"],
  },
  {
    id: "no-page-acts-as-the-user",
    sentence: "No API accepts a user's cookies from pages of every origin.",
    layers: ["edge"],
    check: noPageActsAsTheUser,
  },
  {
    id: "there-is-one-rest-api",
    sentence: "An environment has at most one REST API, so that no REST API bypasses another.",
    layers: ["compute", "edge"],
    check: thereIsOneRestApi,
  },
  {
    id: "stages-keep-no-answers",
    sentence: "No stage of a REST API caches answers.",
    layers: ["edge"],
    check: stagesKeepNoAnswers,
  },
  {
    id: "api-logs-hold-no-data",
    sentence: "Logs of an API hold no bodies, no tokens and no API keys.",
    layers: ["edge"],
    check: logsHoldNoData,
  },
  {
    id: "http-api-stages-are-logged",
    sentence: "Every stage of an HTTP API has an access log.",
    layers: ["edge"],
    check: stagesAreLogged.httpApi,
    departures: ["edge.httpApi.accessLogs"],
  },
  {
    id: "rest-api-stages-are-logged",
    sentence: "Every stage of a REST API has an access log.",
    layers: ["edge"],
    check: stagesAreLogged.restApi,
    departures: ["edge.restApi.accessLogs"],
  },
  {
    id: "execution-logs-have-a-group",
    sentence: "The execution logs of a REST API go to a log group of the environment.",
    layers: ["edge"],
    check: executionLogsAreKeptByUs,
  },
  {
    id: "rest-apis-have-execution-logs",
    sentence: "Every REST API writes execution logs.",
    layers: ["edge"],
    ...anyOf(those(weakerValueControls, ".executionLogs")),
  },
  {
    id: "api-routes-have-metrics",
    sentence: "Every route of an API has metrics of its own.",
    layers: ["edge"],
    ...anyOf(those(weakerValueControls, ".detailedMetrics")),
  },
  {
    id: "rest-apis-are-traced",
    sentence: "Every stage of a REST API is traced by X-Ray.",
    layers: ["edge"],
    ...anyOf(those(weakerValueControls, ".tracing")),
  },
  {
    id: "calls-are-limited",
    sentence: "Every call of an API is limited by rate and burst.",
    layers: ["edge"],
    check: callsAreLimited,
  },
  {
    id: "api-keys-are-limited",
    sentence: "Every API key is under a usage plan, which limits rate and burst.",
    layers: ["edge"],
    check: keysAreLimited,
  },
  {
    id: "usage-plans-have-quotas",
    sentence: "Every usage plan has a quota.",
    layers: ["edge"],
    check: usagePlansHaveQuotas,
  },
  {
    id: "api-keys-are-in-encrypted-state",
    sentence: "No state on a local disk has the value of an API key.",
    layers: ["edge"],
    check: keysAreInEncryptedState,
    departures: ["edge.restApi.apiKeysInLocalState"],
  },
];
