import { type Estate, type Resource, blocksOf, textOf } from "../../estate";
import type { Finding } from "../../finding";
import type { NormalObject } from "../../plan/normal";
import { isUpdate } from "../../settings/changed";
import { neutral, saferOn, weakerBelow } from "../../settings/judges";
import { byCount } from "../../settings/names";
import { saidBy } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { type Setting, namedFindings, settingFindings } from "../../settings/setting";
import { wordsOf } from "../../settings/words";

/** Where each type has its volumes: the block, and the block within that has the settings. */
const blocks: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  aws_launch_template: [["block_device_mappings", "ebs."]],
  aws_instance: [
    ["root_block_device", ""],
    ["ebs_block_device", ""],
  ],
};
const types = Object.keys(blocks);

const settings = (within: string): readonly Setting[] => [
  {
    rule: "volume-encryption",
    path: `${within}encrypted`,
    part: "encryption",
    standard: false,
    safe: true,
    consequence: "guard lost",
    judge: saferOn,
    weaker: "What the volume holds, and its snapshots, are not encrypted, unless the account encrypts by default.",
    stronger: "What the volume holds, and its snapshots, are encrypted.",
  },
  {
    rule: "volume-size",
    path: `${within}volume_size`,
    part: "size",
    consequence: "downtime",
    judge: weakerBelow,
    words: (value) => (value === undefined ? "as the image has it" : `${wordsOf(value)} GiB`),
    weaker: "The volume of a new instance holds less, and is full sooner.",
    stronger: "The volume holds more.",
    changed: "The volume holds another amount: compare it with the image.",
  },
  {
    rule: "volume-throughput",
    path: `${within}throughput`,
    part: "throughput",
    consequence: "downtime",
    judge: weakerBelow,
    weaker: "The volume is slower.",
    stronger: "The volume is faster.",
    changed: "AWS's default holds on one side.",
  },
  {
    rule: "volume-iops",
    path: `${within}iops`,
    part: "IOPS",
    consequence: "downtime",
    judge: weakerBelow,
    weaker: "The volume is slower.",
    stronger: "The volume is faster.",
    changed: "AWS's default holds on one side.",
  },
  {
    rule: "volume-type",
    path: `${within}volume_type`,
    part: "type",
    consequence: "other",
    judge: neutral,
    changed: "The volume has another speed and price.",
  },
  {
    rule: "volume-stays",
    path: `${within}delete_on_termination`,
    part: "deleted with the instance",
    standard: true,
    consequence: "other",
    judge: neutral,
    changed: "Whether the volume stays after its instance ends is different.",
  },
];

/** The volumes of instances (Amazon EBS User Guide, "Amazon EBS encryption"). */
export const volumes: Question = {
  judges: Object.fromEntries(types.map((type) => [type, (blocks[type] ?? []).map(([block]) => block)])),
  find: (estate) =>
    estate.changed(...types).flatMap((resource) =>
      (blocks[resource.type] ?? []).flatMap(([block, within]): readonly Finding[] => {
        const path = `${block}.${within}kms_key_id`;
        return [
          ...deviceFindings(resource, block, within),
          ...(isUpdate(resource) ? keyFindings(estate, resource, path) : []),
        ];
      }),
    ),
};

function deviceFindings(resource: Resource, block: string, within: string): readonly Finding[] {
  const [before, after] = [devicesOf(resource.before, block), devicesOf(resource.after, block)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((device) =>
    settingFindings(settings(within), {
      place: resource,
      before: before.get(device),
      after: after.get(device),
      at: block === "root_block_device" ? block : `${block}[${device}]`,
      part: `volume ${device}`,
    }),
  );
}

const devicesOf = (side: Resource["before"], block: string): ReadonlyMap<string, NormalObject> =>
  new Map(blocksOf(side, block).map((one) => [textOf(one, "device_name") ?? "of the root", one]));

function keyFindings(estate: Estate, resource: Resource, path: string): readonly Finding[] {
  const about = { rule: "volume-key", path, part: "key of the volumes", says: saidBy(resource, path) };
  return namedFindings(estate, resource, about, (change) => ({
    consequence: "guard lost",
    direction: byCount(change),
    meaning:
      byCount(change) === "weaker"
        ? "A key of AWS's encrypts the volume, whose policy nobody here writes."
        : "Another key encrypts the volumes of new instances: who may use the key is another question.",
  }));
}
