import type { Area } from "../../area";
import { judgesOf } from "../../settings/paths";
import { findPresences } from "../../settings/presence";
import { findSettings } from "../../settings/setting";
import { backupPresences } from "./backups";
import { findLifecycles } from "./lifecycle";
import { findLosses, statefulTypes } from "./loss";
import { retentionSettings } from "./retention";

/** What is lost with a resource, and how long data and their backups are kept. */
export const data: Area = {
  name: "data",
  judges: judgesOf([
    { types: statefulTypes, attributes: [] },
    { types: ["aws_s3_bucket_lifecycle_configuration"], attributes: ["rule"] },
    ...retentionSettings.map(({ types, attribute }) => ({ types, attributes: [attribute] })),
    ...backupPresences.map(({ types, owner }) => ({ types, attributes: owner === undefined ? [] : [owner] })),
  ]),
  find: (estate) => [
    ...findLosses(estate),
    ...findLifecycles(estate),
    ...findSettings(estate, retentionSettings),
    ...findPresences(estate, backupPresences),
  ],
};
