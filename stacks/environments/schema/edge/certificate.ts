import { z } from "zod";
import { text } from "../shared/text";

/** A certificate of ACM, in any region. */
export const certificateArn = /^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/;

/** CloudFront accepts no other, also for Cognito. */
export const usEast1CertificateArn = /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/;

/** `"issued"`: ACM issues it, proved by a DNS record, renewed by itself. Or the ARN of an existing certificate. */
export function certificate(arn: RegExp, rule: string) {
  return z.union([z.literal("issued"), text(arn, rule)], { error: rule });
}
