/** A text that comes from a plan. A format makes the text harmless, and cuts it. */
export interface Quoted {
  /** A name or a value is shown letter by letter; a sentence is read. */
  readonly kind: "name" | "sentence";
  readonly text: string;
  /** In characters, as written in a format that has to be short. */
  readonly limit: number;
}

/** Words of the review itself, and texts of plans between them. */
export type Line = readonly (string | Quoted)[];

export const name = (text: string, limit = 100): Quoted => ({ kind: "name", text, limit });
export const sentence = (text: string, limit = 360): Quoted => ({ kind: "sentence", text, limit });

/** The lines as one, with a text between each two. */
export const joined = (lines: readonly Line[], between: string): Line =>
  lines.flatMap((line, index) => (index === 0 ? line : [between, ...line]));

/** Names, with a comma between each two. */
export const namesOf = (texts: readonly string[]): Line =>
  joined(
    texts.map((text) => [name(text)]),
    ", ",
  );
