import { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { CloudFrontKeyValueStoreClient } from "@aws-sdk/client-cloudfront-keyvaluestore";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { WAFV2Client } from "@aws-sdk/client-wafv2";
import { setTimeout } from "node:timers/promises";
import { acceptedByAll } from "./accepted-by-all";
import { acceptedByFunctions } from "./accepted-label";
import { distributionHeader, originsByDistribution } from "./distribution-header";
import type { RotateOriginSecretVariables } from "./environment";
import { everyPlace } from "./every-place";
import { newHeaderValue } from "./header-value";
import { keyValueStore } from "./key-value-store";
import { patternSet } from "./pattern-set";
import type { AcceptedValues, Bounds, Clock, Ports, SentValue } from "./ports";
import { probeOf } from "./probe";
import { secretStore } from "./secrets-manager";

const requestHandler = { connectionTimeout: 2_000, requestTimeout: 10_000 };

/** The ports to AWS. The clock is missing: each call has its own. */
export function awsPorts(variables: RotateOriginSecretVariables): Omit<Ports, "clock"> {
  const { SECRET_ARN: secretArn } = variables;
  const secrets = new SecretsManagerClient({ requestHandler });
  return {
    secret: secretStore(secrets, secretArn),
    accepted: acceptedByAll([
      ...patternSets(variables),
      ...(variables.ACCEPTED_LABEL === undefined ? [] : [acceptedByFunctions(secrets, secretArn)]),
    ]),
    sent: everyPlace([...storePlaces(variables), ...distributionPlaces(variables)]),
    probe: probeOf(variables.ORIGIN_URLS?.split(",") ?? [], variables.HEADER_NAME),
    newValue: newHeaderValue,
  };
}

export function boundsOf({ LAG_SECONDS, SETTLE_SECONDS }: RotateOriginSecretVariables): Bounds {
  return {
    lagMilliseconds: Number(LAG_SECONDS) * 1_000,
    settleMilliseconds: Number(SETTLE_SECONDS) * 1_000,
    pollMilliseconds: 10_000,
  };
}

export function systemClock(remainingMilliseconds: () => number): Clock {
  return { now: Date.now, sleep: (milliseconds) => setTimeout(milliseconds), remainingMilliseconds };
}

function patternSets(variables: RotateOriginSecretVariables): AcceptedValues[] {
  const { PATTERN_SET_ID: id, PATTERN_SET_NAME: name, PATTERN_SET_SCOPE: scope } = variables;
  if (id === undefined || name === undefined || scope === undefined) return [];
  // WAF Developer Guide: what has the scope CLOUDFRONT is in us-east-1.
  const firewall = new WAFV2Client({ requestHandler, ...(scope === "CLOUDFRONT" && { region: "us-east-1" }) });
  return [patternSet(firewall, { id, name, scope })];
}

function storePlaces({ KEY_VALUE_STORE_ARN: arn, KEY_VALUE_STORE_KEY: key }: RotateOriginSecretVariables): SentValue[] {
  if (arn === undefined || key === undefined) return [];
  return [keyValueStore(new CloudFrontKeyValueStoreClient({ requestHandler }), { arn, key })];
}

function distributionPlaces({ DISTRIBUTION_ORIGINS, HEADER_NAME: headerName }: RotateOriginSecretVariables) {
  if (DISTRIBUTION_ORIGINS === undefined) return [];
  const client = new CloudFrontClient({ requestHandler });
  return Array.from(originsByDistribution(DISTRIBUTION_ORIGINS), ([distributionId, originIds]) =>
    distributionHeader(client, { distributionId, originIds, headerName }),
  );
}
