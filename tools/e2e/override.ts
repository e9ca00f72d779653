import { bodiesByAddress, type EditedConfiguration } from "./limits/configuration";
import { means, type Drifts } from "./limits/limit";

/**
 * The override file beside a layer's copy: fewer retries, since an emulator's refusal is final (one alone would lose
 * calls to a connection that the emulator resets).
 *
 * @param drift what an apply is not to put right, because the emulator will never have it as it was set
 */
export function overrideFor(configuration: EditedConfiguration, drift: readonly Drifts[] = []): EditedConfiguration {
  const settings = { max_retries: 4, s3_use_path_style: true };
  const aws = (configuration.provider?.aws ?? []).map(({ alias }) => ({
    ...(alias === undefined ? {} : { alias }),
    ...settings,
  }));
  const resource: NonNullable<EditedConfiguration["resource"]> = {};
  for (const [address, body] of bodiesByAddress(configuration)) {
    const attributes = drift.filter((limit) => means(limit, address)).map(({ attribute }) => attribute);
    const [type = "", name = ""] = address.split(".");
    if (attributes.length === 0) continue;
    resource[type] = {
      ...resource[type],
      [name]: { lifecycle: { ignore_changes: [...ignoredBy(body), ...attributes] } },
    };
  }
  return { provider: { aws }, ...(Object.keys(resource).length > 0 && { resource }) };
}

/** An override replaces the whole list, so that what the product ignores has to be in it. */
function ignoredBy(body: Record<string, unknown>): string[] {
  const { ignore_changes: ignored } = (body["lifecycle"] ?? {}) as { readonly ignore_changes?: string[] };
  return ignored ?? [];
}
