import { type Resource, attribute, blocksOf, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { type Pointing, isOpen, isSame } from "../transport/pointing";
import { cannotTell } from "../../settings/judges";
import { valueAt } from "../../settings/paths";
import { type States, settingFindings, statesOf, unknownFinding } from "../../settings/setting";
import { headerOfOriginFindings } from "./origin-headers";
import { originSettings, settingsOfAll } from "./origin-settings";
import { definitionOf, hostWords, isPlain, kindOfOrigin, originsOf, wayTo } from "./origins";

/** What CloudFront asks for the answers, and how. */
export function originFindings(pointing: Pointing, distribution: Resource): Finding[] {
  if (attribute(distribution.after, "origin") === unknown)
    return [unknownFinding(statesOf(distribution), "origins", ["origin"])];
  const [had, has] = [originsOf(distribution, "before"), originsOf(distribution, "after")];
  const ids = [...new Set([...had.keys(), ...has.keys()])].sort();
  return ids.flatMap((id): Finding[] => {
    const [before, after] = [had.get(id), has.get(id)];
    const group = attribute(after ?? before, "member") !== undefined;
    const at = `${group ? "origin_group" : "origin"}[${id}]`;
    const states: States = {
      place: distribution,
      before,
      after,
      at,
      part: `${group ? "origin group" : "origin"} ${id}`,
    };
    if (group) return groupFindings(states);
    if (before === undefined || after === undefined) return existence(pointing, distribution, states);
    if (definitionOf(pointing, distribution, "before", before) === definitionOf(pointing, distribution, "after", after))
      return [];
    const kind = kindFindings(states);
    return [
      ...kind,
      ...hostFindings(pointing, distribution, states),
      // Another kind of origin has other settings, which are said with the kind.
      ...(kind.length > 0 ? [] : referenceFindings(pointing, distribution, states)),
      ...settingFindings(kind.length > 0 ? settingsOfAll : originSettings, states),
      ...headerOfOriginFindings(states),
    ];
  });
}

const safety = { "on the internet": 0, bucket: 0, "bucket with signed requests": 1, "in the VPC": 1 } as const;

function kindFindings(states: States): Finding[] {
  const [was, is] = [kindOfOrigin(states.before), kindOfOrigin(states.after)];
  if (was === is) return [];
  const direction = safety[is] > safety[was] ? "stronger" : safety[is] < safety[was] ? "weaker" : "cannot tell";
  const blocks = ["vpc_origin_config", "custom_origin_config", "s3_origin_config", "origin_access_control_id"];
  return [
    {
      rule: "origin-access",
      consequence: "exposure",
      direction,
      place: states.place,
      part: states.part ?? "origin",
      before: wayTo(states.before),
      after: wayTo(states.after),
      meaning: `${
        direction === "weaker"
          ? "CloudFront is no longer the only way to the origin: whoever can connect to the origin gets past CloudFront"
          : direction === "stronger"
            ? "The origin can answer CloudFront alone"
            : "CloudFront gets to another kind of origin"
      }${isPlain(states.after) ? "; requests, with the cookies and tokens in them, cross the internet without encryption" : ""}.`,
      says: blocks.map((name) => `${states.at ?? ""}.${name}`),
    },
  ];
}

function hostFindings(pointing: Pointing, distribution: Resource, states: States): Finding[] {
  const [had, has] = (["before", "after"] as const).map((side) =>
    pointing.at(side, distribution, "origin.domain_name", attribute(states[side], "domain_name")),
  );
  if (isSame(had, has) === true) return [];
  if (isOpen(has)) return [unknownFinding(states, "host", ["domain_name"])];
  return [
    {
      rule: "origin-host",
      consequence: "exposure",
      direction: "cannot tell",
      place: states.place,
      part: `${states.part ?? "origin"}, host`,
      before: hostWords(pointing, distribution, "before", states.before),
      after: hostWords(pointing, distribution, "after", states.after),
      meaning: "Requests, with the cookies and tokens in them, go to another host.",
      says: [`${states.at ?? ""}.domain_name`],
    },
  ];
}

/** What an origin names: what is replaced is still the same. */
const references = [
  ["vpc_origin_config.vpc_origin_id", "VPC origin"],
  ["origin_access_control_id", "origin access control"],
  ["s3_origin_config.origin_access_identity", "origin access identity"],
] as const;

function referenceFindings(pointing: Pointing, distribution: Resource, states: States): Finding[] {
  return references.flatMap(([path, part]) => {
    const [had, has] = (["before", "after"] as const).map((side) =>
      pointing.at(side, distribution, `origin.${path}`, valueAt(states[side], path)),
    );
    if (isSame(had, has) === true) return [];
    if (isOpen(has)) return [unknownFinding(states, part, [path])];
    return settingFindings(
      [
        {
          rule: "origin-place",
          consequence: "downtime",
          path,
          part,
          judge: cannotTell,
          changed: "CloudFront gets to the origin by another way, which the origin must admit.",
        },
      ],
      states,
    );
  });
}

function existence(pointing: Pointing, distribution: Resource, states: States): Finding[] {
  const isNew = states.after !== undefined;
  const host = hostWords(pointing, distribution, isNew ? "after" : "before", states.after ?? states.before);
  return [
    {
      rule: "origin",
      consequence: "other",
      direction: "neutral",
      place: states.place,
      part: states.part ?? "origin",
      ...(isNew ? { after: host } : { before: host }),
      meaning: isNew
        ? `Behaviors may send requests to another origin${isPlain(states.after) ? ", without encryption" : ""}.`
        : "Behaviors no longer send requests to the origin.",
      says: [states.at ?? "origin"],
    },
  ];
}

/** CloudFront Developer Guide, "Optimize high availability with CloudFront origin failover". */
function groupFindings(states: States): Finding[] {
  const { before, after } = states;
  const members = (value: States["before"]): string =>
    blocksOf(value, "member")
      .map((one) => textOf(one, "origin_id") ?? "")
      .join(", then ");
  const [was, is] = [members(before), members(after)];
  return [
    {
      rule: "origin-failover",
      consequence: "downtime",
      direction: before === undefined ? "stronger" : after === undefined ? "weaker" : "cannot tell",
      place: states.place,
      part: states.part ?? "origin group",
      before: was || "none",
      after: is || "none",
      meaning:
        after === undefined
          ? "No other origin answers when the first fails."
          : before === undefined
            ? "Another origin answers when the first fails."
            : "Other origins answer, or for other failures than before.",
      says: [states.at ?? "origin_group"],
    },
  ];
}
