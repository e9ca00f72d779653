import type { Area } from "../../area";
import { findDestinations } from "../../settings/destinations";
import { judgesOf } from "../../settings/paths";
import { findPresences } from "../../settings/presence";
import { findSettings } from "../../settings/setting";
import { bucketPresences, bucketSettings } from "./buckets";
import { databaseGroups, databaseSettings } from "./databases";
import { deletionSettings } from "./deletion";
import { encryptedTypes } from "./encrypted-types";
import { encryptionAttributes, findEncryption } from "./encryption";
import { furtherPresences, furtherSettings } from "./further";
import { aliasTargets, keySettings } from "./keys";
import { findVersions, versionedTypes } from "./versions";

const settings = [...deletionSettings, ...databaseSettings, ...keySettings, ...bucketSettings, ...furtherSettings];
const destinations = [...aliasTargets, ...databaseGroups];
const presences = [...bucketPresences, ...furtherPresences];

/** What protects data and resources: from deletion, from the public, from whoever has the storage. */
export const guards: Area = {
  name: "guards",
  judges: judgesOf([
    ...[...settings, ...destinations].map(({ types, attribute }) => ({ types, attributes: [attribute] })),
    ...encryptedTypes.map((one) => ({ types: one.types, attributes: encryptionAttributes(one) })),
    ...presences.map(({ types, owner }) => ({ types, attributes: owner === undefined ? [] : [owner] })),
    { types: versionedTypes, attributes: ["engine_version"] },
  ]),
  find: (estate) => [
    ...findSettings(estate, settings),
    ...findPresences(estate, presences),
    ...findEncryption(estate),
    ...findDestinations(estate, destinations),
    ...findVersions(estate),
  ],
};
