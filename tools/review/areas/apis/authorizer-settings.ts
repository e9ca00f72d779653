import { cannotTell, neutral, weakerAbove } from "../../settings/judges";
import type { Setting } from "../../settings/setting";

/** What of an authorizer has an order, or one meaning. */
export const authorizerSettings: readonly Setting[] = [
  {
    rule: "api-authorizer-cache",
    consequence: "guard lost",
    path: "authorizer_result_ttl_in_seconds",
    part: "time that a decision is kept (seconds)",
    // API Gateway REST API reference, "Authorizer": 300 seconds unless said. An HTTP API keeps none unless said.
    judge: weakerAbove,
    weaker: "A caller whose access ends is let in for longer.",
    stronger: "A decision is asked for again sooner.",
  },
  {
    rule: "api-authorizer-validation",
    consequence: "guard lost",
    path: "identity_validation_expression",
    part: "form that a token must have",
    judge: cannotTell,
    changed: "Tokens of another form reach the authorizer: compare the two forms.",
  },
  {
    rule: "api-authorizer-type",
    consequence: "exposure",
    path: "type",
    part: "type",
    judge: cannotTell,
    changed: "Another kind of authorizer decides who may call the API.",
  },
  {
    rule: "api-authorizer-type",
    consequence: "exposure",
    path: "authorizer_type",
    part: "type",
    judge: cannotTell,
    changed: "Another kind of authorizer decides who may call the API.",
  },
  {
    rule: "api-authorizer-issuer",
    consequence: "exposure",
    path: "jwt_configuration.issuer",
    part: "issuer",
    judge: cannotTell,
    changed: "Tokens of another issuer are let in, and those of before are refused: callers must sign in there.",
  },
  {
    rule: "api-authorizer-credentials",
    consequence: "privilege gained",
    path: "authorizer_credentials",
    isReference: true,
    part: "role that calls the authorizer",
    judge: cannotTell,
    changed: "The API calls the authorizer with another role.",
  },
  {
    rule: "api-authorizer-answer",
    consequence: "other",
    path: "enable_simple_responses",
    part: "simple answers",
    standard: false,
    judge: neutral,
    changed: "The authorizer must answer in another form.",
  },
  {
    rule: "api-authorizer-answer",
    consequence: "other",
    path: "authorizer_payload_format_version",
    part: "format of the event",
    judge: neutral,
    changed: "The authorizer gets, and must give, another format.",
  },
];
