import { type Resource, attribute, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import type { Pointing } from "../transport/pointing";
import type { Value } from "../../settings/paths";
import { type States, partOf, pathIn, unknownFinding } from "../../settings/setting";
import { definitionOf, hostWords, isPlain, originsOf } from "./origins";

const path = "target_origin_id";

/** Requests that go to another origin. An origin that is only called by another id is the same. */
export function originFindingsOf(pointing: Pointing, place: Resource, states: States): Finding[] {
  const [was, is] = [textOf(states.before, path), textOf(states.after, path)];
  if (was === is) return [];
  if (attribute(states.after, path) === unknown) return [unknownFinding(states, "origin", [path])];
  const [had, has] = [originsOf(place, "before").get(was ?? ""), originsOf(place, "after").get(is ?? "")];
  const same =
    had !== undefined &&
    has !== undefined &&
    definitionOf(pointing, place, "before", had) === definitionOf(pointing, place, "after", has);
  if (same) return [];
  const words = (id: string | undefined, host: string, origin: Value): string =>
    `${id ?? "none"} (${host}${isPlain(origin) ? ", by HTTP" : ""})`;
  return [
    {
      rule: "behavior-origin",
      consequence: "exposure",
      direction: "cannot tell",
      place,
      part: partOf(states, "origin"),
      before: words(was, hostWords(pointing, place, "before", had), had),
      after: words(is, hostWords(pointing, place, "after", has), has),
      meaning: `Requests, with the cookies and tokens in them, go to another origin${isPlain(has) ? ", without encryption" : ""}.`,
      says: [pathIn(states, path)],
    },
  ];
}
