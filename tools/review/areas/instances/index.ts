import { areaOf } from "../../settings/question";
import { access } from "./access";
import { documents } from "./documents";
import { fleets } from "./fleets";
import { metadata } from "./metadata";
import { patching } from "./patching";
import { profiles } from "./profiles";
import { scaling } from "./scaling";
import { software } from "./software";
import { templates } from "./templates";
import { volumes } from "./volumes";

/** Instances, what they start from, and how people and patches reach them. */
export const instances = areaOf("instances", [
  access,
  documents,
  fleets,
  metadata,
  patching,
  profiles,
  scaling,
  software,
  templates,
  volumes,
]);
