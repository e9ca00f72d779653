import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { cannotTell, weakerWithout, weakestFirst } from "../shared/judgements";
import { isWhole } from "../shared/changed";
import type { Question } from "../shared/question";
import { type Setting, ofSettings } from "../shared/settings";

const type = "aws_lambda_event_source_mapping";

const settings: readonly Setting[] = [
  {
    rule: "event-source-enabled",
    types: [type],
    path: "enabled",
    part: "enabled",
    absent: true,
    consequence: "downtime",
    judge: weakestFirst("false", "true"),
    meanings: { weaker: "The function gets no events any more.", stronger: "The function gets events." },
  },
  {
    rule: "event-source-failures",
    types: [type],
    path: "destination_config.on_failure.destination_arn",
    part: "destination of failed events",
    consequence: "guard lost",
    judge: weakerWithout,
    meanings: {
      weaker: "Events that fail to the end are dropped, and nobody can look at them.",
      stronger: "Events that fail to the end are kept.",
      "cannot tell": "Events that fail to the end go elsewhere.",
    },
  },
  {
    rule: "event-source-filter",
    types: [type],
    path: "filter_criteria",
    part: "filter",
    consequence: "downtime",
    judge: cannotTell,
    meanings: { weaker: "Other events reach the function; what the filter leaves out is dropped." },
  },
  {
    rule: "event-source",
    types: [type],
    path: "event_source_arn",
    part: "source",
    consequence: "downtime",
    judge: cannotTell,
    meanings: { weaker: "The function gets the events of another source." },
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
