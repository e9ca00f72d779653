import { type Resource, type Side, attribute, blockOf, blocksOf, textOf } from "../../estate";
import type { NormalObject } from "../../plan/normal";
import { isObject, keyOf } from "../../plan/normal";
import { type Pointing, pointedWords } from "../transport/pointing";
import type { Value } from "../../settings/paths";

/** The origins or groups of origins of one side, by their ids in the distribution. */
export function originsOf(distribution: Resource, side: Side): ReadonlyMap<string, NormalObject> {
  const value = distribution[side];
  return new Map(
    [...blocksOf(value, "origin"), ...blocksOf(value, "origin_group")].map((one) => [
      textOf(one, "origin_id") ?? "an id known after apply",
      one,
    ]),
  );
}

/** What an origin is, without its id: equal for an origin that is only called by another id. */
export function definitionOf(pointing: Pointing, distribution: Resource, side: Side, origin: Value): string {
  const own = isObject(origin) ? Object.entries(origin) : [];
  const rest = own.filter(([name]) => name !== "origin_id" && name !== "domain_name");
  return keyOf({ ...Object.fromEntries(rest), domain_name: hostWords(pointing, distribution, side, origin) });
}

/** The host that an origin asks, by name where it is a resource of the plans. */
export const hostWords = (pointing: Pointing, distribution: Resource, side: Side, origin: Value): string =>
  pointedWords(pointing.at(side, distribution, "origin.domain_name", attribute(origin, "domain_name")));

/** How CloudFront gets to an origin. */
export function kindOfOrigin(
  origin: Value,
): "in the VPC" | "bucket with signed requests" | "bucket" | "on the internet" {
  if (attribute(origin, "vpc_origin_config") !== undefined) return "in the VPC";
  const isSigned =
    attribute(origin, "origin_access_control_id") !== undefined ||
    attribute(blockOf(origin, "s3_origin_config"), "origin_access_identity") !== undefined;
  if (isSigned) return "bucket with signed requests";
  const isBucket = attribute(origin, "s3_origin_config") !== undefined;
  return isBucket ? "bucket" : "on the internet";
}

/** How CloudFront gets to an origin, and whether requests go there without TLS. */
export function wayTo(origin: Value): string {
  const kind = kindOfOrigin(origin);
  return isPlain(origin) ? `${kind}, by HTTP` : kind;
}

/** CloudFront Developer Guide, "Protocol (custom origins only)": with `match-viewer` the viewer decides. */
export const isPlain = (origin: Value): boolean =>
  textOf(blockOf(origin, "custom_origin_config"), "origin_protocol_policy") === "http-only";
