import { type Resource, type Side, type Target, blocksOf, textOf } from "../../estate";
import type { Finding } from "../../finding";
import type { Normal } from "../../plan/normal";
import { thingOf } from "../../things";
import type { Firewall } from "./firewall";
import { logFilterFinding } from "./log-filter";
import { isUnknown, unknownFindings } from "./unknown-parts";

export const loggingAttributes = ["log_destination_configs", "logging_filter", "redacted_fields", "resource_arn"];

interface Logging {
  readonly config: Resource;
  readonly webAcl: Target;
}

/** The log of each web ACL: whether there is one, where it goes, what it leaves out and what it hides. */
export function loggingFindings(firewall: Firewall): readonly Finding[] {
  const [before, after] = [loggingOn(firewall, "before"), loggingOn(firewall, "after")];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.flatMap((key) => {
    const [had, has] = [before.get(key), after.get(key)];
    if (had === undefined || has === undefined) return presenceFindings(had, has);
    return [...changeFindings(firewall, had, has)];
  });
}

function loggingOn({ estate }: Firewall, side: Side): ReadonlyMap<string, Logging> {
  return new Map(
    estate
      .ofType("aws_wafv2_web_acl_logging_configuration")
      .filter((config) => config[side] !== undefined)
      .map((config) => {
        const webAcl = estate.target(side, config, "resource_arn");
        return [keyOfTarget(webAcl, config), { config, webAcl }] as const;
      }),
  );
}

function keyOfTarget(target: Target, config: Resource): string {
  if (target.kind === "resource") return `${target.resource.layer} ${target.resource.address}`;
  return target.kind === "value" ? target.value : `of ${config.layer} ${config.address}`;
}

/** A log that goes with its web ACL, or comes with it, is none that is lost or found. */
function presenceFindings(had: Logging | undefined, has: Logging | undefined): readonly Finding[] {
  const one = has ?? had;
  if (one === undefined) return [];
  const other: Side = has === undefined ? "after" : "before";
  if (one.webAcl.kind === "resource" && one.webAcl.resource[other] === undefined) return [];
  return [
    {
      rule: "waf-log",
      consequence: "guard lost",
      direction: has === undefined ? "weaker" : "stronger",
      place: one.config,
      part: partOf(one),
      before: had === undefined ? "no log" : "logged",
      after: has === undefined ? "no log" : "logged",
      meaning:
        has === undefined
          ? "Nobody can see any more which requests were stopped, or why."
          : "Which requests are stopped, and why, can be read in the log.",
    },
  ];
}

const partOf = ({ webAcl }: Logging): string =>
  webAcl.kind === "resource"
    ? `log of ${thingOf(webAcl.resource)}`
    : webAcl.kind === "value"
      ? `log of web ACL ${webAcl.value.split("/").at(-2) ?? webAcl.value}`
      : "log of a web ACL that is known after apply";

function changeFindings({ estate }: Firewall, had: Logging, has: Logging): readonly Finding[] {
  const { config } = has;
  const at = (said: Omit<Finding, "place" | "part">): Finding => ({ ...said, place: config, part: partOf(has) });
  const [before, after] = [had.config.before, has.config.after];
  return [
    ...unknownFindings(config, ["logging_filter", "redacted_fields"]),
    ...destinationFindings(
      estate.target("before", had.config, "log_destination_configs"),
      estate.target("after", config, "log_destination_configs"),
    ).map(at),
    ...(isUnknown(config, "logging_filter") ? [] : logFilterFinding(before, after)).map(at),
    ...(isUnknown(config, "redacted_fields") ? [] : redactionFindings(before, after)).map(at),
  ];
}

type Said = Omit<Finding, "place" | "part">;

function destinationFindings(was: Target, is: Target): readonly Said[] {
  if (was.kind === "resource" && is.kind === "resource" && was.resource === is.resource) return [];
  if (was.kind === "value" && is.kind === "value" && was.value === is.value) return [];
  return [
    {
      rule: "waf-log-destination",
      consequence: is.kind === "unknown" ? "not reviewable" : "guard lost",
      direction: "cannot tell",
      before: destinationWord(was),
      after: destinationWord(is),
      meaning: "The log goes elsewhere: whoever reads it, and how long it is kept, may be another.",
      says: ["log_destination_configs"],
    },
  ];
}

const destinationWord = (target: Target): string =>
  target.kind === "resource"
    ? thingOf(target.resource)
    : target.kind === "value"
      ? target.value.replace(/^arn:[\w-]+:/, "")
      : "known after apply";

function redactionFindings(before: Normal | undefined, after: Normal | undefined): readonly Said[] {
  const [was, is] = [redactedIn(before), redactedIn(after)];
  const said = (fields: readonly string[], isLost: boolean): readonly Said[] =>
    fields.length === 0
      ? []
      : [
          {
            rule: "waf-log-redaction",
            consequence: "guard lost",
            direction: isLost ? "weaker" : "stronger",
            before: `${fields.join(", ")}: ${isLost ? "left out" : "logged"}`,
            after: `${fields.join(", ")}: ${isLost ? "logged" : "left out"}`,
            meaning: isLost
              ? "The log now has these values: credentials in them can be read by whoever reads the log."
              : "The log no longer has these values.",
            says: ["redacted_fields"],
          },
        ];
  return [
    ...said([...was].filter((field) => !is.has(field)).sort(), true),
    ...said([...is].filter((field) => !was.has(field)).sort(), false),
  ];
}

function redactedIn(value: Normal | undefined): ReadonlySet<string> {
  return new Set(
    blocksOf(value, "redacted_fields").flatMap((field) =>
      Object.keys(field).map((kind) => {
        const header = blocksOf(field, kind).map((one) => textOf(one, "name")?.toLowerCase() ?? "")[0] ?? "";
        return `${kind.replace(/^single_/, "").replaceAll("_", " ")} ${header}`.trim();
      }),
    ),
  );
}
