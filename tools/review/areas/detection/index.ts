import type { Area } from "../../area";
import { findDestinations } from "../../settings/destinations";
import { findMembers } from "../../settings/members";
import { judgesOf } from "../../settings/paths";
import { findPresences } from "../../settings/presence";
import { findSettings } from "../../settings/setting";
import { alarmAttributes, alarmPresences, alarmSettings, findAlarms } from "./alarms";
import { flowLogDestinations, flowLogFields, flowLogPresences, flowLogSettings } from "./flow-logs";
import { logDestinations, logPresences } from "./log-destinations";
import { logMembers, logSettings } from "./logs";
import { filterPresences, filterSettings } from "./metric-filters";
import { scheduleDestinations, scheduleMembers, schedulePresences, scheduleSettings } from "./schedules";
import { serviceDestinations, serviceMembers, servicePresences, serviceSettings } from "./services";

const settings = [
  ...alarmSettings,
  ...flowLogSettings,
  ...logSettings,
  ...filterSettings,
  ...serviceSettings,
  ...scheduleSettings,
];
const presences = [
  ...alarmPresences,
  ...flowLogPresences,
  ...logPresences,
  ...filterPresences,
  ...servicePresences,
  ...schedulePresences,
];
const destinations = [...flowLogDestinations, ...logDestinations, ...serviceDestinations, ...scheduleDestinations];
const members = [...flowLogFields, ...logMembers, ...serviceMembers, ...scheduleMembers];

/** What is recorded, who watches, and who is told. */
export const detection: Area = {
  name: "detection",
  judges: judgesOf([
    ...[...settings, ...destinations, ...members].map(({ types, attribute }) => ({ types, attributes: [attribute] })),
    ...presences.map(({ types, owner }) => ({ types, attributes: owner === undefined ? [] : [owner] })),
    ...Object.entries(alarmAttributes).map(([type, attributes]) => ({ types: [type], attributes })),
  ]),
  find: (estate) => [
    ...findSettings(estate, settings),
    ...findPresences(estate, presences),
    ...findDestinations(estate, destinations),
    ...findMembers(estate, members),
    ...findAlarms(estate),
  ],
};
