import type { Estate } from "./estate";
import type { Finding } from "./finding";

/** A field of meaning: firewall, network, permissions. */
export interface Area {
  readonly name: string;
  /**
   * The attributes that the area judges, by the type of the resource. A change of another attribute is no business of the
   * area's. What the area judges and has no finding for changes nothing in meaning.
   */
  readonly judges: Readonly<Record<string, readonly string[]>>;
  /**
   * The findings of a change. Of what did not change there is none. Of a first apply, the page keeps what is an exposure, what is
   * not reviewable, a guard that is missing (`guard lost`, `weaker`), and what says `evenAtFirst`.
   */
  readonly find: (estate: Estate) => readonly Finding[];
}
