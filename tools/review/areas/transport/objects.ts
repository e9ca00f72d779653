import { type Estate, type Resource, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";

const type = "aws_s3_object";

/** By which attributes the content of an object changes (AWS provider, "aws_s3_object"). */
export const objectAttributes = ["content", "content_base64", "etag", "source", "source_hash"];

/**
 * Objects whose content changes. The bundle of a trust store says which client certificates an API accepts (API Gateway
 * Developer Guide, "Turn on mutual TLS authentication"). A package is code, and says nothing here.
 */
export function objectFindings(estate: Estate): readonly Finding[] {
  return estate.changed(type).flatMap((object): readonly Finding[] => {
    const key = textOf(object.after ?? object.before, "key") ?? "";
    if (!/\.(?:pem|crt|cer)$/.test(key) || object.before === undefined || object.after === undefined) return [];
    const changed = object.changes.filter((change) => isContent(change.path) && !isGivenByAws(object, change.path));
    if (changed.length === 0) return [];
    return [
      {
        rule: "certificate-bundle",
        consequence: "guard lost",
        direction: "cannot tell",
        place: object,
        part: "certificates",
        meaning:
          "Other certificates are in the bundle: whoever has one of theirs may connect, so read the change in the pull request.",
        says: objectAttributes,
      },
    ];
  });
}

const isContent = (path: string): boolean =>
  objectAttributes.some((name) => path === name || path.startsWith(`${name}.`));

/** A checksum that AWS gives anew tells nothing by itself. */
const isGivenByAws = ({ changes }: Resource, path: string): boolean =>
  path === "etag" && changes.some((change) => change.path === path && change.after === unknown);
