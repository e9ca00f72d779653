import type { Departure } from "../../../controls/departures";
import type { Finding } from "../finding";
import type { RecordLine } from "./record-lines";
import { departureFor, settingOf } from "./settings";
import type { Source } from "./source";

/** Where a finding comes from. */
interface Origin {
  readonly constructPath?: string;
  readonly setting?: string;
  readonly line?: RecordLine;
  readonly departure?: Departure;
}

/** Which construct, setting and line of the record a finding comes from, as far as the syntheses tell. */
export function originOf(
  { place, because: [by = place] = [], part, setting: given, says = [] }: Finding,
  source: Source | undefined,
): Origin {
  if (source === undefined) return given === undefined ? {} : { setting: given };
  const constructPath = source.constructPathOf(by.layer, by.address);
  const found = constructPath === undefined ? undefined : settingOf(constructPath, by.type, says[0] ?? part ?? "");
  const setting = given ?? found;
  if (setting === undefined) return constructPath === undefined ? {} : { constructPath };
  const line = lineFor(setting, source.lines);
  const departure = departureFor(setting, source.departures);
  return {
    ...(constructPath !== undefined && { constructPath }),
    setting,
    ...(line !== undefined && { line }),
    ...(departure !== undefined && { departure }),
  };
}

/** The line of the setting, or of the group around the setting; a whole layer is no line to look at. */
function lineFor(setting: string, lines: ReadonlyMap<string, RecordLine>): RecordLine | undefined {
  const parts = setting.split(".");
  const least = Math.min(parts.length, 2);
  for (let length = parts.length; length >= least; length -= 1) {
    const line = lines.get(parts.slice(0, length).join("."));
    if (line !== undefined) return line;
  }
  return undefined;
}

/** A departure in the words of a page. */
export const reasonOf = ({ path, reason, until }: Departure): string =>
  `departure ${path}${until === undefined ? "" : `, until ${until}`}: ${reason}`;
