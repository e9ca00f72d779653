/** Where a web ACL can be used: CloudFront's live in us-east-1. */
export type WebAclScope = "CLOUDFRONT" | "REGIONAL";
