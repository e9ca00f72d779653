import type { LeafChange } from "../plan/changes";
import { type Normal, plainOf, unknown } from "../plan/normal";
import type { PlainChange, Review } from "../reviewed";
import type { TagChange } from "../tag-changes";
import { kindOf } from "../things";
import { type Line, joined, name, namesOf } from "./line";
import type { Entry, Section } from "./section";
import { counted } from "../../shared/counted";

/** What no finding says: tags, and changes that are shown as they are. */
export function changeSections({ tags, plain, rewritten, layers }: Review): readonly Section[] {
  const first = new Set(layers.filter(({ isFirst }) => isFirst).map(({ layer }) => layer));
  const isNew = ({ layer, action }: PlainChange): boolean => action === "create" && first.has(layer);
  const entries = [
    ...plain.filter((one) => !isNew(one)).map(plainEntry),
    ...layers.flatMap(({ layer }) =>
      newEntry(
        layer,
        plain.filter((one) => one.layer === layer && isNew(one)),
      ),
    ),
  ];
  return [
    { title: "Tags", folded: false, entries: tags.map(tagEntry) },
    { title: "Written anew", folded: false, entries: rewrittenEntries(rewritten) },
    { title: `Other changes, as they are (${plain.length})`, folded: true, entries },
  ].filter((section) => section.entries.length > 0);
}

const tagEntry = ({ tag, before, after, on }: TagChange): Entry => ({
  counts: "tag",
  lines: [
    [
      `tags of ${counted(on.length, "resource")}: `,
      name(tag),
      " ",
      before === undefined ? "nothing" : name(before),
      " to ",
      after === undefined ? "nothing" : name(after),
      ...(on.length > 3 ? [] : [" (", ...on.flatMap((one, index) => [index === 0 ? "" : ", ", name(one, 160)]), ")"]),
    ],
  ],
});

/** What has no other line on the page: Terraform changes it, and it means the same. */
const rewrittenEntries = (rewritten: readonly string[]): readonly Entry[] =>
  rewritten.length === 0
    ? []
    : [
        {
          counts: "other change",
          lines: [
            [
              `${counted(rewritten.length, "change")} without a change of meaning: `,
              ...namesOf(rewritten.slice(0, shownDifferences)),
              ...(rewritten.length > shownDifferences ? [`, and ${rewritten.length - shownDifferences} more`] : []),
            ],
          ],
        },
      ];

/** More differences of one resource are counted. */
const shownDifferences = 12;

function plainEntry(change: PlainChange): Entry {
  const { layer, thing, address, previousAddress, deposed, forcedBy = [], reason, changes } = change;
  const known = changes.filter(({ after }) => after !== unknown);
  const unknowns = changes.filter(({ after }) => after === unknown);
  const more = known.length - shownDifferences;
  return {
    counts: "other change",
    lines: [
      [
        `${wordOf(change)}: `,
        name(layer, 60),
        ", ",
        name(thing),
        ", ",
        name(address, 160),
        ...(previousAddress === undefined ? [] : [", was ", name(previousAddress, 160)]),
        ...(deposed === undefined ? [] : [", the object that a failed replacement left behind, ", name(deposed)]),
      ],
      ...namesLine("forced by: ", forcedBy),
      ...(reason === undefined || forcedBy.length > 0 ? [] : [["Terraform's reason: ", name(reason)]]),
      ...known.slice(0, shownDifferences).map(differenceOf),
      ...(more > 0 ? [[`and ${counted(more, "difference")} more`]] : []),
      // What AWS decides at the apply has no value to show.
      ...namesLine(
        "known after apply: ",
        unknowns.map(({ path }) => path),
      ),
    ],
  };
}

function wordOf({ action, previousAddress, imported }: PlainChange): string {
  if (action === "forget") return "forget (the resource stays in AWS, and nobody manages it)";
  if (action !== "no-op") return imported === true ? `import and ${action}` : action;
  return previousAddress === undefined ? "import" : "move";
}

function namesLine(what: string, names: readonly string[]): readonly Line[] {
  if (names.length === 0) return [];
  const more = names.length - shownDifferences;
  return [[what, ...namesOf(names.slice(0, shownDifferences)), ...(more > 0 ? [`, and ${more} more`] : [])]];
}

const differenceOf = ({ path, before, after }: LeafChange): Line => [
  ...(path === "" ? [] : [name(path), ": "]),
  ...valueOf(before),
  " → ",
  ...valueOf(after),
];

function valueOf(value: Normal | undefined): Line {
  if (value === undefined) return ["nothing"];
  const plain = plainOf(value);
  return [name(typeof plain === "string" ? plain : JSON.stringify(plain), 100)];
}

/** Of a first apply, how many of each kind: the list would be everything that the layer has. */
function newEntry(layer: string, created: readonly PlainChange[]): readonly Entry[] {
  if (created.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { address } of created) counts.set(typeOf(address), (counts.get(typeOf(address)) ?? 0) + 1);
  const kinds = [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    {
      counts: "other change",
      lines: [
        [
          "create: ",
          name(layer, 60),
          ", resources and outputs: ",
          ...joined(
            kinds.map(([type, count]) => [`${count} `, name(type === "output" ? type : kindOf(type))]),
            ", ",
          ),
        ],
      ],
    },
  ];
}

const typeOf = (address: string): string =>
  address
    .replaceAll(/\[[^\]]*\]/g, "")
    .split(".")
    .at(-2) ?? address;
