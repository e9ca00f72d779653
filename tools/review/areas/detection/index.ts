import { ofDestinations } from "../../settings/destinations";
import { ofMembers } from "../../settings/members";
import { ofPresences } from "../../settings/presence";
import { areaOf } from "../../settings/question";
import { ofSettings } from "../../settings/setting";
import { alarmAttributes, alarmPresences, alarmSettings, findAlarms, subscriberDestinations } from "./alarms";
import { flowLogDestinations, flowLogFields, flowLogPresences, flowLogSettings } from "./flow-logs";
import { logDestinations, logPresences } from "./log-destinations";
import { logMembers, logSettings } from "./logs";
import { filterPresences, filterSettings } from "./metric-filters";
import { scheduleDestinations, scheduleMembers, schedulePresences, scheduleSettings } from "./schedules";
import { serviceDestinations, serviceMembers, servicePresences, serviceSettings } from "./services";

/** What is recorded, who watches, and who is told. */
export const detection = areaOf("detection", [
  ofSettings([
    ...alarmSettings,
    ...flowLogSettings,
    ...logSettings,
    ...filterSettings,
    ...serviceSettings,
    ...scheduleSettings,
  ]),
  ofPresences([
    ...alarmPresences,
    ...flowLogPresences,
    ...logPresences,
    ...filterPresences,
    ...servicePresences,
    ...schedulePresences,
  ]),
  ofDestinations([
    ...flowLogDestinations,
    ...logDestinations,
    ...serviceDestinations,
    ...scheduleDestinations,
    ...subscriberDestinations,
  ]),
  ofMembers([...flowLogFields, ...logMembers, ...serviceMembers, ...scheduleMembers]),
  { judges: alarmAttributes, find: findAlarms },
]);
