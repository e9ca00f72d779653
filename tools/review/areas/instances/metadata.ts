import { weakerAbove, weakestFirst } from "../../settings/judges";
import { type TypedSetting, ofSettings } from "../../settings/setting";

const types = ["aws_launch_template", "aws_instance"];

const settings: readonly TypedSetting[] = [
  {
    rule: "instance-metadata-tokens",
    types,
    path: "metadata_options.http_tokens",
    part: "metadata session tokens",
    standard: "optional",
    safe: "required",
    consequence: "guard lost",
    judge: weakestFirst("optional", "required"),
    weaker: "A forged request that a program on the instance sends on can read the credentials of the instance's role.",
    stronger: "Metadata, with the credentials of the instance's role, needs a session token.",
  },
  {
    rule: "instance-metadata-hops",
    types,
    path: "metadata_options.http_put_response_hop_limit",
    part: "metadata hop limit",
    standard: 1,
    safe: 1,
    consequence: "guard lost",
    judge: weakerAbove,
    weaker: "Containers and whatever the instance forwards for can get a token for its metadata.",
    stronger: "A token for metadata travels less far.",
  },
  {
    rule: "instance-metadata-endpoint",
    types,
    path: "metadata_options.http_endpoint",
    part: "metadata endpoint",
    standard: "enabled",
    consequence: "guard lost",
    judge: weakestFirst("enabled", "disabled"),
    weaker: "Programs on the instance can read its metadata, with the credentials of its role.",
    stronger: "Programs on the instance can no longer read its metadata; what needs the instance's role stops.",
  },
  {
    rule: "instance-metadata-ipv6",
    types,
    path: "metadata_options.http_protocol_ipv6",
    part: "metadata over IPv6",
    standard: "disabled",
    safe: "disabled",
    consequence: "guard lost",
    judge: weakestFirst("enabled", "disabled"),
    weaker: "Metadata answers over IPv6 too.",
    stronger: "Metadata no longer answers over IPv6.",
  },
  {
    rule: "instance-metadata-tags",
    types,
    path: "metadata_options.instance_metadata_tags",
    part: "tags in metadata",
    standard: "disabled",
    safe: "disabled",
    consequence: "guard lost",
    judge: weakestFirst("enabled", "disabled"),
    weaker: "Programs on the instance can read its tags.",
    stronger: "Programs on the instance can no longer read its tags.",
  },
];

/**
 * How an instance answers for its metadata (Amazon EC2 API Reference, "LaunchTemplateInstanceMetadataOptionsRequest"). Where the
 * image decides whether a token is needed, this takes the weaker.
 */
export const metadata = ofSettings(settings);
