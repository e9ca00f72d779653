import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { isWhole } from "../../settings/changed";
import { cannotTell, saferOn, weakerWithout } from "../../settings/judges";
import type { Question } from "../../settings/question";
import { type TypedSetting, ofSettings } from "../../settings/setting";

const type = "aws_lambda_event_source_mapping";

const settings: readonly TypedSetting[] = [
  {
    rule: "event-source-enabled",
    types: [type],
    path: "enabled",
    part: "enabled",
    standard: true,
    consequence: "downtime",
    judge: saferOn,
    weaker: "The function gets no events any more.",
    stronger: "The function gets events.",
  },
  {
    rule: "event-source-failures",
    types: [type],
    path: "destination_config.on_failure.destination_arn",
    part: "destination of failed events",
    consequence: "guard lost",
    judge: weakerWithout,
    weaker: "Events that fail to the end are dropped, and nobody can look at them.",
    stronger: "Events that fail to the end are kept.",
    changed: "Events that fail to the end go elsewhere.",
  },
  {
    rule: "event-source-filter",
    types: [type],
    path: "filter_criteria",
    part: "filter",
    consequence: "downtime",
    judge: cannotTell,
    changed: "Other events reach the function; what the filter leaves out is dropped.",
  },
  {
    rule: "event-source",
    types: [type],
    path: "event_source_arn",
    part: "source",
    consequence: "downtime",
    judge: cannotTell,
    changed: "The function gets the events of another source.",
  },
];

const ofMapping = ofSettings(settings);

/** Where the events of a function come from (AWS Lambda Developer Guide, "How Lambda processes records from stream and queue-based event sources"). */
export const eventSources: Question = {
  judges: ofMapping.judges,
  find: (estate) => [...estate.changed(type).filter(isWhole).map(wholeFinding), ...ofMapping.find(estate)],
};

const wholeFinding = (resource: Resource): Finding => ({
  rule: "event-source-mapping",
  consequence: "downtime",
  direction: resource.after === undefined ? "weaker" : "stronger",
  place: resource,
  meaning:
    resource.after === undefined
      ? "The function gets no events of the source any more."
      : "The function gets the events of a source.",
});
