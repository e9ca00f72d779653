import type { Area } from "../area";
import { headOf } from "./paths";

/** One question of an area, with the attributes that it judges. */
export type Question = Pick<Area, "judges" | "find">;

/** The area of some questions. */
export function areaOf(name: string, questions: readonly Question[]): Area {
  const tables = questions.flatMap(({ judges }) =>
    Object.entries(judges).map(([type, paths]) => ({ types: [type], paths })),
  );
  return { name, judges: judgesOf(tables), find: (estate) => questions.flatMap(({ find }) => find(estate)) };
}

/** What tables judge, by the type of the resource, for `Area.judges`. */
export function judgesOf(
  tables: readonly { readonly types: readonly string[]; readonly paths: readonly string[] }[],
): Area["judges"] {
  const judged = new Map<string, Set<string>>();
  for (const { types, paths } of tables)
    for (const type of types) {
      const known = judged.get(type) ?? new Set<string>();
      for (const path of paths) known.add(headOf(path));
      judged.set(type, known);
    }
  return Object.fromEntries([...judged].map(([type, names]) => [type, [...names].sort()]));
}
