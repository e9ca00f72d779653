import { ofDestinations } from "../../settings/destinations";
import { ofMembers } from "../../settings/members";
import { ofPresences } from "../../settings/presence";
import { areaOf, judgesOf } from "../../settings/question";
import { ofSettings } from "../../settings/setting";
import { bucketPresences, bucketSettings } from "./buckets";
import { databaseGroups, databaseSettings } from "./databases";
import { deletionSettings } from "./deletion";
import { encryptedTypes } from "./encrypted-types";
import { encryptionAttributes, findEncryption } from "./encryption";
import { maskMembers, maskPresences } from "./log-masks";
import { furtherPresences, furtherSettings } from "./further";
import { aliasTargets, keySettings } from "./keys";
import { findVersions, versionedTypes } from "./versions";

/** What protects data and resources: from deletion, from the public, from whoever has the storage. */
export const guards = areaOf("guards", [
  ofSettings([...deletionSettings, ...databaseSettings, ...keySettings, ...bucketSettings, ...furtherSettings]),
  ofPresences([...bucketPresences, ...furtherPresences, ...maskPresences]),
  ofMembers(maskMembers),
  ofDestinations([...aliasTargets, ...databaseGroups]),
  {
    judges: judgesOf(encryptedTypes.map((one) => ({ types: one.types, paths: encryptionAttributes(one) }))),
    find: findEncryption,
  },
  { judges: judgesOf([{ types: versionedTypes, paths: ["engine_version"] }]), find: findVersions },
]);
