/** Something that is read of a value: an entry, or which entries there are. */
interface Read {
  readonly path: readonly string[];
  readonly of: "entry" | "keys";
  /** A text that is the same where the same was read; of an object, that there is an object. */
  readonly found: string;
}

/**
 * Records what is read of a value of plain objects and lists, by the part that is reading. An object that is spread counts
 * as read whole: what becomes of the copy is not seen.
 */
export class Reads<Part extends string> {
  private readonly all = new Map<Part, Map<string, Read>>();

  /** @param reader the part that is reading now */
  constructor(private readonly reader: () => Part) {}

  /** The value, which notes what is read of it. */
  recorded<T extends object>(value: T, path: readonly string[] = []): T {
    const inner = new Map<string, unknown>();
    const note = (of: Read["of"], at: readonly string[]): void => {
      this.note({ path: at, of, found: foundIn(value, at.slice(path.length), of) });
    };
    const target = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as T;
    return new Proxy(target, {
      get: (_, key) => {
        const entry: unknown = Reflect.get(target, key);
        if (typeof key === "symbol" || typeof entry === "function") return entry;
        note("entry", [...path, key]);
        if (typeof entry !== "object" || entry === null) return entry;
        if (!inner.has(key)) inner.set(key, this.recorded(entry, [...path, key]));
        return inner.get(key);
      },
      has: (_, key) => {
        note("keys", path);
        return Reflect.has(target, key);
      },
      ownKeys: () => {
        note("keys", path);
        return Reflect.ownKeys(target);
      },
    });
  }

  /** Every entry that was read, by the part that read it. */
  entries(): { readonly part: Part; readonly path: readonly string[] }[] {
    return [...this.all].flatMap(([part, reads]) =>
      [...reads.values()].filter(({ of }) => of === "entry").map(({ path }) => ({ part, path })),
    );
  }

  /** Whether a part would read the same of another value. */
  isSame(part: Part, other: object): boolean {
    return [...(this.all.get(part)?.values() ?? [])].every(({ path, of, found }) => foundIn(other, path, of) === found);
  }

  private note(read: Read): void {
    const part = this.reader();
    const known = this.all.get(part) ?? new Map<string, Read>();
    this.all.set(part, known.set(keyOf(read), read));
  }
}

const keyOf = ({ path, of }: Pick<Read, "path" | "of">): string => [of, ...path].join("\n");

function foundIn(value: unknown, path: readonly string[], of: Read["of"]): string {
  const entry = path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
  if (entry === undefined) return "nothing";
  if (typeof entry !== "object" || entry === null) return JSON.stringify(entry);
  return of === "keys" ? Object.keys(entry).join() : "an object";
}
