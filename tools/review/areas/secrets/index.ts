import { areaOf } from "../../settings/question";
import { outputSecrets } from "./outputs";
import { parameters } from "./parameters";
import { plainSecrets } from "./plain-secrets";
import { rotations } from "./rotations";
import { versions } from "./versions";

/** Secrets: where they stand in clear text, and whether they are still changed from time to time. */
export const secrets = areaOf("secrets", [outputSecrets, parameters, plainSecrets, rotations, versions]);
