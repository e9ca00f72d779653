import { z } from "zod";
import { quote, type Fault } from "./shared/fault";
import { text } from "./shared/text";

/** The tags that every resource carries: Palisade's own, as `stacks/layer/tags.ts` gives them, and a name. */
export const ownTags = ["Environment", "Layer", "Owner", "CostCentre", "ManagedBy", "Name"] as const;

/** The characters that every service accepts: IAM has the narrowest set (IAM API Reference, Tag). */
const tagText = text(
  /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u,
  "give 1 to 128 letters, digits, spaces or _ . : / = + - @",
);
const tagValue = text(
  /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
  "give at most 256 letters, digits, spaces or _ . : / = + - @",
);

/** What is written on every resource of an environment. */
export const tagSettings = {
  /**
   * Who answers for it: the tag `Owner`. Another value replaces the fleet's instances: apply it when they may go, one after
   * the other.
   */
  owner: tagText,
  /**
   * Who pays for it: the tag `CostCentre`. Another value replaces the fleet's instances: apply it when they may go, one
   * after the other.
   */
  costCentre: tagText,
  /**
   * More tags for every resource, instances and volumes included, 44 at most: AWS keeps 50 on one, of which six are
   * Palisade's. With `compute.codeSigning` or an API's `mutualTls` 5 at most, since S3 keeps 10 on an object (Amazon S3
   * User Guide, "Categorizing your objects using tags"). Another value replaces the fleet's instances: apply it when they
   * may go, one after the other.
   *
   * @default none
   */
  tags: z.record(tagText, tagValue, { error: 'give tags, as { key: "value" }' }).default({}),
};

type Tagged = z.output<z.ZodObject<typeof tagSettings>>;

/** What has every tag, and takes fewer of them than other resources. */
interface Narrower {
  /** Certificates of clients and unsigned code, each an object of S3. */
  readonly objects: boolean;
  readonly database: boolean;
  /** Signing profiles. */
  readonly codeSigning: boolean;
}

/** The rules of IAM and of AWS for any resource, and of each service that takes less. */
export function tagFaults(tagged: Tagged, narrower: Narrower): Fault[] {
  const { tags } = tagged;
  return [
    ...keyFaults(Object.keys(tags)),
    ...countFaults(tags, narrower.objects),
    ...(narrower.database ? databaseFaults(tagged) : []),
    ...(narrower.codeSigning ? signingFaults(Object.keys(tags)) : []),
  ];
}

/** Compares keys without case: IAM refuses a role with two keys that differ in case alone (IAM API Reference, TagRole). */
function keyFaults(keys: readonly string[]): Fault[] {
  const same = (one: string) => (other: string) => one.toLowerCase() === other.toLowerCase();
  return [
    ...keys
      .filter((key) => ownTags.some(same(key)) || /^aws:/i.test(key))
      .map((key) => ({ path: ["tags", key], message: "is a tag that Palisade or AWS sets; give it another key" })),
    ...keys
      .filter((key, index) => keys.findIndex(same(key)) < index)
      .map((key) => ({
        path: ["tags", key],
        message: `is ${quote(keys.find(same(key)))} but for its case, which IAM takes for the same; leave one of the two out`,
      })),
  ];
}

/** General Reference, "Tagging your AWS resources"; Amazon S3 User Guide, "Categorizing your objects using tags". */
const [tagsOfOneResource, tagsOfOneObject] = [50, 10];

/** An object of S3 has every tag but a name. */
function countFaults(tags: object, hasObjects: boolean): Fault[] {
  const onResource = tooMany(tags, ownTags.length, tagsOfOneResource, "on a resource");
  if (onResource.length > 0 || !hasObjects) return onResource;
  const where = "on an object of S3, which compute.codeSigning and an API's mutualTls make";
  return tooMany(tags, ownTags.length - 1, tagsOfOneObject, where);
}

/** The fault of more tags than AWS keeps, Palisade's own among them. */
function tooMany(tags: object, own: number, limit: number, where: string): Fault[] {
  const count = Object.keys(tags).length;
  if (count + own <= limit) return [];
  const message = `are ${count} and Palisade's ${own}; give ${limit - own} at most, since AWS keeps ${limit} ${where}`;
  return [{ path: ["tags"], message }];
}

/** The start of what RDS keeps for AWS and itself, in keys and in values (Amazon RDS API Reference, Tag). */
const reservedByRds = /^(aws|rds):/;

function databaseFaults({ owner, costCentre, tags }: Tagged): Fault[] {
  const reads = [["compute", "database"]];
  const values = [
    { path: ["owner"], value: owner },
    { path: ["costCentre"], value: costCentre },
    ...Object.entries(tags).map(([key, value]) => ({ path: ["tags", key], value })),
  ];
  return [
    ...Object.keys(tags)
      .filter((key) => key.startsWith("rds:"))
      .map((key) => ({
        path: ["tags", key],
        reads,
        message: "is a tag that RDS refuses on a database; give it a key that does not start with rds:",
      })),
    ...values
      .filter(({ value }) => reservedByRds.test(value))
      .map(({ path, value }) => ({
        path,
        reads,
        message: `is ${quote(value)}; give a value that does not start with aws: or rds:, which RDS refuses on a database`,
      })),
  ];
}

/** A signing profile takes fewer characters in keys (AWS Signer API Reference, PutSigningProfile). */
function signingFaults(keys: readonly string[]): Fault[] {
  return keys
    .filter((key) => !/^[A-Za-z0-9_.:/=+-]+$/.test(key))
    .map((key) => ({
      path: ["tags", key],
      reads: [["compute", "codeSigning"]],
      message:
        "is a tag that AWS Signer refuses on what compute.codeSigning makes; give it a key of letters a to z in both cases, digits or _ . : / = + -",
    }));
}
