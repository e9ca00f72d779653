import { areaOf } from "../../settings/question";
import { outputs } from "./outputs";

/** What a layer promises the layers above it: its outputs. */
export const contract = areaOf("contract", [outputs]);
