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
    sentence: "Instances require a session token for metadata, and have no key pair.",
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
    sentence: "Instances, volumes and network interfaces of a fleet have the tags of the environment.",
    layers: ["compute"],
    check: fleetsPassTheirTagsOn,
  },
  {
    id: "fleets-leave-attaching-to-others",
    sentence: "A fleet lists no target groups, so that an apply detaches no target group of another layer.",
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
    sentence: "A fleet has at least two instances.",
    layers: ["compute"],
    ...anyOf(those(weakerValueControls, "compute.fleet.size.min")),
  },
  {
    id: "invocations-are-narrow",
    sentence: "A function's permissions are exactly its callers, each with the complete source ARN.",
    layers: ["identity", "compute", "edge"],
    check: invocationsAreNarrow,
  },
  {
    id: "functions-have-no-url",
    sentence: "No function has a function URL, which would bypass every API.",
    check: functionsHaveNoUrl,
  },
];
