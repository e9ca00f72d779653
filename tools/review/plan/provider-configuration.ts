import { isRecord, own } from "./json-value";

/** What a plan says of the providers that it was made with. */
export interface Providers {
  /** The accounts that the providers may work in, by the argument `allowed_account_ids`; sorted. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** `<provider> <version constraint>`, sorted. The host of the registry is left out. */
  readonly versions: readonly string[];
}

/** Reads `provider_config` of the configuration in a plan. No other argument of a provider is read: one may be a credential. */
export function providersIn(configuration: unknown): Providers {
  const all = isRecord(configuration) ? own(configuration, "provider_config") : undefined;
  const providers = isRecord(all) ? Object.values(all).filter(isRecord) : [];
  return {
    accounts: sorted(providers.flatMap((one) => constantsOf(one, "allowed_account_ids"))),
    regions: sorted(providers.flatMap((one) => constantsOf(one, "region"))),
    versions: sorted(providers.flatMap(versionOf)),
  };
}

function constantsOf(provider: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const expressions = own(provider, "expressions");
  const expression = isRecord(expressions) ? own(expressions, name) : undefined;
  const value = isRecord(expression) ? own(expression, "constant_value") : undefined;
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
}

function versionOf(provider: Readonly<Record<string, unknown>>): readonly string[] {
  const [name, version] = [own(provider, "full_name"), own(provider, "version_constraint")];
  return typeof name === "string" && typeof version === "string" ? [`${name.replace(/^[^/]*\//, "")} ${version}`] : [];
}

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
