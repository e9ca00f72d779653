import { ofPresences } from "../../settings/presence";
import { areaOf, judgesOf } from "../../settings/question";
import { ofSettings } from "../../settings/setting";
import { backupPresences } from "./backups";
import { findLifecycles } from "./lifecycle";
import { findLosses, statefulTypes } from "./loss";
import { retentionSettings } from "./retention";

/** What is lost with a resource, and how long data and their backups are kept. */
export const data = areaOf("data", [
  { judges: judgesOf([{ types: statefulTypes, paths: [] }]), find: findLosses },
  { judges: { aws_s3_bucket_lifecycle_configuration: ["rule"] }, find: findLifecycles },
  ofSettings(retentionSettings),
  ofPresences(backupPresences),
]);
