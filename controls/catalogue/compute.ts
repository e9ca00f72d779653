import { anyOf, those, type CataloguedControl } from "../control";
import {
  fleetsArePrivate,
  fleetsLeaveAttachingToOthers,
  fleetsPassTheirTagsOn,
  fleetsUseKnownTemplates,
  instancesKeepTheirCredentials,
} from "../rules/instances";
import { functionsHaveNoUrl, invocationsAreNarrow } from "../rules/invocations";
import { fleetsAreObserved } from "../rules/secure-defaults";
import { weakerValueControls } from "../rules/weaker-values";

/** Instances and functions. */
export const compute: readonly CataloguedControl[] = [
  {
    id: "instances-keep-their-credentials",
    sentence: "Instances give their metadata by session token alone, and have no key pair.",
    layers: ["compute"],
    check: instancesKeepTheirCredentials,
  },
  {
    id: "fleets-are-private",
    sentence: "No instance of a fleet has a public address.",
    layers: ["network", "compute"],
    check: fleetsArePrivate,
    departures: ["compute.fleet.placement"],
  },
  {
    id: "fleets-pass-their-tags-on",
    sentence: "What AWS makes for a fleet has the tags of the environment.",
    layers: ["compute"],
    check: fleetsPassTheirTagsOn,
  },
  {
    id: "fleets-leave-attaching-to-others",
    sentence: "A fleet lists no target groups, so that an apply detaches none that another layer attached.",
    layers: ["compute", "edge"],
    check: fleetsLeaveAttachingToOthers,
  },
  {
    id: "fleets-use-known-templates",
    sentence: "A fleet starts instances from launch templates of the project alone.",
    layers: ["compute"],
    check: fleetsUseKnownTemplates,
  },
  {
    id: "fleets-are-observed",
    sentence: "The layer of a fleet has log groups and alarms.",
    layers: ["compute"],
    check: fleetsAreObserved,
    departures: ["compute.fleet.observability"],
  },
  {
    id: "instances-live-a-month",
    sentence: "An instance is replaced after 30 days at the latest.",
    layers: ["compute"],
    ...anyOf(those(weakerValueControls, ".maximumInstanceLifetimeDays")),
  },
  {
    id: "fleets-have-two-instances",
    sentence: "A fleet has two instances at least.",
    layers: ["compute"],
    ...anyOf(those(weakerValueControls, "compute.fleet.size.min")),
  },
  {
    id: "invocations-are-narrow",
    sentence: "A function admits the calls that there are, each by its whole source, and no others.",
    layers: ["identity", "compute", "edge"],
    check: invocationsAreNarrow,
  },
  {
    id: "functions-have-no-url",
    sentence: "No function has a URL, which would lead past every API.",
    check: functionsHaveNoUrl,
  },
];
