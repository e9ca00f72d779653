import { CreateHostedZoneCommand } from "@aws-sdk/client-route-53";

import { ToolError } from "../../shared/errors";
import { readJson, type SynthesizedStack } from "../../shared/synthesize";
import type { EditedConfiguration } from "../limits/configuration";
import type { AwsApi } from "./aws-api";

/**
 * Makes on the emulator what an environment takes for given, since an account has it already: the hosted zone of its
 * domain. An emulator chooses a zone's id itself, so that the copy needs it in place of the one in the record.
 *
 * @returns what stands in the JSON, and what it is on the emulator
 */
export async function makeGiven(aws: AwsApi, stacks: readonly SynthesizedStack[]): Promise<Map<string, string>> {
  const given = new Map<string, string>();
  for (const [id, name] of hostedZones(stacks.map(({ file }) => readJson(file) as EditedConfiguration))) {
    const zone = await aws.route53.send(new CreateHostedZoneCommand({ Name: name, CallerReference: id }));
    const made = zone.HostedZone?.Id?.replace("/hostedzone/", "");
    if (made === undefined) throw new ToolError(`the emulator made no hosted zone ${name}`);
    given.set(id, made);
  }
  return given;
}

/** The zones that records stand in by a literal id, with the domain above the shortest name in each. */
export function hostedZones(configurations: readonly EditedConfiguration[]): Map<string, string> {
  const zones = new Map<string, string>();
  for (const { resource } of configurations) {
    for (const { zone_id: id, name } of Object.values(resource?.["aws_route53_record"] ?? {})) {
      if (typeof id !== "string" || typeof name !== "string" || [id, name].some((text) => text.includes("${")))
        continue;
      const domain = name.split(".").slice(1).join(".");
      const known = zones.get(id);
      if (known === undefined || domain.length < known.length) zones.set(id, domain);
    }
  }
  return zones;
}
