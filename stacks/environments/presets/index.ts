import type { Partially, PresetName, Settings } from "../schema/environment";
import { demo } from "./demo";
import { production } from "./production";

/** What a record leaves out, by preset. */
export const presets: Readonly<Record<PresetName, Partially<Settings>>> = { demo, production };
