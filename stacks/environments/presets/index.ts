import type { PresetName } from "../schema/environment";
import { demo } from "./demo";
import { lab } from "./lab";
import type { Preset } from "./preset";
import { production } from "./production";

export const presets: Readonly<Record<PresetName, Preset>> = { demo, lab, production };
