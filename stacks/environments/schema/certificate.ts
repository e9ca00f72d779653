import { z } from "zod";
import { text } from "./text";

/** Of a certificate of ACM, in any region. */
export const certificateArn = /^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/;

/** CloudFront takes no other, also for Cognito. */
export const usEast1CertificateArn = /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/;

/** `"issued"`: by ACM, proved by a DNS record, renewed by itself. Or the ARN of one that is there. */
export function certificate(arn: RegExp, rule: string) {
  return z.union([z.literal("issued"), text(arn, rule)], { error: rule });
}
