import type { Area } from "../../area";

/** One question of an area, with the attributes that it judges. */
export type Question = Pick<Area, "judges" | "find">;

/** The area of some questions. */
export function areaOf(name: string, questions: readonly Question[]): Area {
  const judges = new Map<string, Set<string>>();
  for (const question of questions)
    for (const [type, attributes] of Object.entries(question.judges))
      judges.set(type, new Set([...(judges.get(type) ?? []), ...attributes]));
  return {
    name,
    judges: Object.fromEntries([...judges].map(([type, attributes]) => [type, [...attributes].sort()])),
    find: (estate) => questions.flatMap(({ find }) => find(estate)),
  };
}
