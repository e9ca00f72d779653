import type { Digest } from "../digest";
import type { Review } from "../reviewed";
import { changeSections } from "./changes";
import { findingSections } from "./findings";
import { layerRows } from "./layers";
import { type Line, joined, name, namesOf } from "./line";
import type { Section } from "./section";
import { alertsOf, verdictOf } from "./verdict";

/** What a format of the page prints beside the review. */
export interface Printed {
  readonly review: Review;
  readonly digest: Digest;
}

/** The page, whatever the format. */
export interface Page {
  readonly environment: string;
  readonly verdict: Line;
  /** Why the plans cannot be approved, and what else to know before anything else. */
  readonly alerts: readonly Line[];
  readonly layers: { readonly head: readonly string[]; readonly rows: readonly (readonly Line[])[] };
  /** The worst first. */
  readonly sections: readonly Section[];
  readonly footer: readonly Line[];
}

export function pageOf({ review, digest }: Printed): Page {
  return {
    environment: review.environment ?? "unknown environment",
    verdict: verdictOf(review),
    alerts: alertsOf(review),
    layers: layerRows(review.layers),
    sections: [...findingSections(review), ...orderSection(review), ...changeSections(review)],
    footer: [
      ["Read: ", ...joined(review.layers.map(sourceOf), ", "), "."],
      ...(review.comparesSyntheses ? [] : [notCompared]),
      ...(digest.bound.length === 0 ? [] : [["The digest covers ", ...namesOf(digest.bound), "."]]),
      ...digest.unbound.map((one): Line => [`The plans do not tell ${one}: the digest does not cover it.`]),
      ...digestLines(digest),
    ],
  };
}

/** The longest digest that a page prints as it is: a cut one is no digest. */
const longestToken = 3500;

const digestLines = ({ token, whole }: Digest): readonly Line[] =>
  token.length <= longestToken
    ? [["digest: ", name(token, 4000)]]
    : [
        ["digest: ", name(whole)],
        ["This is the hash of the whole alone. --format json has the hash of each layer, as digest."],
      ];

const notCompared: Line = [
  "Not compared, since no plan has them: lifecycle blocks, departures and the files of functions. Give --base and --head.",
];

const sourceOf = ({ layer, source }: Review["layers"][number]): Line => [name(layer), " from ", name(source)];

const orderSection = ({ order }: Review): readonly Section[] =>
  order.length === 0
    ? []
    : [
        {
          title: "Order of the applies",
          folded: false,
          entries: order.map((one) => ({ counts: "order", lines: [[name(one, 400)]] })),
        },
      ];
