import type { CataloguedControl } from "../control";
import { grantsAreNarrow, rolesHaveTheBoundary, servicesActForThisAccountAlone } from "../rules/identity-policies";
import { keysAreTheAccounts } from "../rules/key-policies";
import { theBoundaryIsACeiling } from "../rules/permissions-boundary";

/** Roles, policies and keys. */
export const identity: readonly CataloguedControl[] = [
  {
    id: "grants-are-narrow",
    sentence: "A policy grants named actions on named resources, and no whole service.",
    check: grantsAreNarrow,
  },
  {
    id: "roles-have-the-boundary",
    sentence: "Every role has the permissions boundary.",
    layers: ["network", "identity", "compute", "edge"],
    check: rolesHaveTheBoundary,
  },
  {
    id: "boundary-is-a-ceiling",
    sentence: "The permissions boundary refuses administration of identities and keys, and allows what workloads do.",
    layers: ["network", "identity", "compute", "edge"],
    check: theBoundaryIsACeiling,
  },
  {
    id: "services-act-for-this-account-alone",
    sentence: "Only services may assume a role, and only for resources of this account.",
    check: servicesActForThisAccountAlone,
  },
  {
    id: "keys-are-the-accounts",
    sentence:
      "A key rotates, only its account administers the key, and the key policy names every other user of the key.",
    check: keysAreTheAccounts,
  },
];
