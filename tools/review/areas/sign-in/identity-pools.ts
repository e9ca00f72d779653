import { textOf } from "../../estate";
import { type Normal, elementsOf, isObject } from "../../plan/normal";
import { cannotTell, saferOff } from "../../settings/judges";
import { type TypedMembers, ofMembers } from "../../settings/members";
import type { Value } from "../../settings/paths";
import { type Question, judgesOf } from "../../settings/question";
import { type TypedSetting, ofSettings } from "../../settings/setting";
import { wordsOf } from "../../settings/words";
import { identityPoolRoles } from "./identity-pool-roles";

const types = ["aws_cognito_identity_pool"];

/** Who gets credentials of AWS from an identity pool (Amazon Cognito Developer Guide, "Identity pools authentication flow"). */
const settings: readonly TypedSetting[] = [
  {
    types,
    rule: "identity-pool-guests",
    consequence: "exposure",
    path: "allow_unauthenticated_identities",
    part: "guests",
    standard: false,
    safe: false,
    judge: saferOff,
    weaker: "Anyone on the internet gets AWS credentials of the pool's role for guests, without a sign-in.",
    stronger: "Only who has signed in gets AWS credentials of the pool.",
  },
  {
    types,
    rule: "identity-pool-classic-flow",
    consequence: "guard lost",
    path: "allow_classic_flow",
    part: "basic (classic) flow",
    standard: false,
    safe: false,
    judge: saferOff,
    weaker: "An app may take any role that trusts the pool, and not only the roles that are set at the pool.",
    stronger: "An app gets the roles that are set at the pool, and no other.",
  },
  {
    types,
    rule: "identity-pool-providers",
    consequence: "exposure",
    path: "developer_provider_name",
    part: "provider of the developer's own",
    judge: cannotTell,
    changed: "Another back end, or none, says who a user of the pool is.",
  },
];

const providers: readonly TypedMembers[] = [
  "cognito_identity_providers",
  "openid_connect_provider_arns",
  "saml_provider_arns",
  "supported_login_providers",
].map((path) => ({
  types,
  rule: "identity-pool-providers",
  consequence: "exposure",
  path,
  part: path.replaceAll("_", " ").replace(/ arns$/, "s"),
  more: "weaker",
  added: "Users of this provider get AWS credentials of the pool.",
  removed: "Users of this provider get no AWS credentials of the pool any more.",
  membersIn: (value: Value) => elementsOf(value).flatMap(namesIn),
}));

/** A provider by its text, by its block, or by the keys of a map. */
function namesIn(value: Normal): readonly Normal[] {
  if (!isObject(value)) return [value];
  const [name, client] = [textOf(value, "provider_name"), textOf(value, "client_id")];
  return name === undefined
    ? Object.entries(value).map(([key, id]) => `${key} ${wordsOf(id)}`)
    : [`${name} ${client ?? ""}`];
}

/** What the pools are, and whose roles they give. */
export const identityPools: readonly Question[] = [
  {
    ...ofSettings(settings),
    judges: judgesOf([{ types, paths: [...settings.map(({ path }) => path), "identity_pool_name"] }]),
  },
  ofMembers(providers),
  identityPoolRoles,
];
