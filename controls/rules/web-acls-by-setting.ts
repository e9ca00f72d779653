import type { Control } from "./model";

/** The settings of each web ACL, by the addresses that it has: one at the edge too, behind CloudFront. */
export const webAclsBySetting = {
  "edge.waf": ["regional_web_acl", "web_distribution_web_acl"],
  "edge.signIn.waf": ["user_pool_web_acl"],
  "edge.restApi.waf": ["api_stage_web_acl", "api_distribution_web_acl"],
  "edge.cloudFront.httpApi.waf": ["http_api_distribution_web_acl"],
} as const;

type WebAclSetting = keyof typeof webAclsBySetting;

/** Finds what a control finds of the web ACLs of one setting. */
export function inWebAclsOf(setting: WebAclSetting, control: Control): Control {
  return (stacks) =>
    control(stacks).filter(({ where }) => webAclsBySetting[setting].some((acl) => where.endsWith(`.${acl}`)));
}

/** What a control finds of each web ACL, by the setting that excuses it: `edge.waf.rateLimit`. */
export function byWebAcl(part: string, control: Control): Readonly<Record<string, Control>> {
  const settings = Object.keys(webAclsBySetting) as WebAclSetting[];
  return Object.fromEntries(settings.map((setting) => [`${setting}.${part}`, inWebAclsOf(setting, control)]));
}
