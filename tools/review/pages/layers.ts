import type { ReviewedLayer } from "../reviewed";
import { type Line, joined, sentence } from "./line";
import { changesOf } from "./verdict";

type Counted = keyof ReviewedLayer["actions"];

/** The order is the weight: what is gone comes first. */
const actions: readonly (readonly [Counted, string])[] = [
  ["delete", "delete"],
  ["replace", "replace"],
  ["forget", "forget"],
  ["create and forget", "create and forget"],
  ["create", "create"],
  ["update", "update"],
  ["move", "move"],
  ["import", "import"],
];

/** A row for each layer. */
export const layerRows = (layers: readonly ReviewedLayer[]) => ({
  head: ["Layer", "Actions", "Changes", "Notes"],
  rows: layers.map((layer): readonly Line[] => [
    [sentence(layer.layer, 60)],
    [actionsOf(layer)],
    [changesOf(layer.changed, layer.understood)],
    notesOf(layer),
  ]),
});

const actionsOf = ({ actions: counts }: ReviewedLayer): string => {
  const told = actions.flatMap(([action, words]) => {
    const count = counts[action] ?? 0;
    return count === 0 ? [] : [`${words} ${count}`];
  });
  return told.length === 0 ? "none" : told.join(", ");
};

const notesOf = ({ isFirst, notes }: ReviewedLayer): Line =>
  joined([...(isFirst ? [["first apply"]] : []), ...notes.map((note) => [sentence(note, 120)])], ", ");
