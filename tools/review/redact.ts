import { parsedDocument } from "./plan/json-document";
import { readJsonOfPlan, refusal } from "./plan/json-text";
import { deepest, isDeep, isRecord, own } from "./plan/json-value";
import { type Mark, elementOf, folded, normalized, partOf, sensitiveOf, textOf } from "./plan/normal-form";
import { Redacted } from "./plan/redacted";
import { inPlaceOf, isNamedBeside, looksLikeKey, whyHidden, withoutKeys } from "./plan/secrets";
import { setAttributesOf } from "./plan/set-attributes";

type Json = Readonly<Record<string, unknown>>;

/**
 * The plan as JSON, with words in place of each secret: of the values that the plan marks, of those that the review hides, of
 * every variable, and of each copy of such a value elsewhere in the plan. A review of the result finds what a review of the
 * plan finds. Lines before the JSON are left out.
 */
export function redactedPlan(text: string, source: string): string {
  const { json } = readJsonOfPlan(text, source);
  if (isDeep(json)) throw refusal(`${source} has more than ${deepest} levels, which no plan of AWS's resources has`);
  const copies = new Copies();
  const hidden = new Hiding(copies).part(json, []);
  return `${JSON.stringify(copies.withoutCopies(hidden))}\n`;
}

/** The secrets that are long enough to be found again in another text. */
class Copies {
  readonly #numbers = new Map<string, number>();

  /** Notes each text of a value that is replaced. */
  add(value: unknown): void {
    if (typeof value === "string" && value.length >= 16 && whyHidden(value) === undefined) this.#number(value);
    if (Array.isArray(value)) for (const one of value) this.add(one);
    if (isRecord(value)) for (const one of Object.values(value)) this.add(one);
  }

  withoutCopies(json: unknown): unknown {
    const secrets = [...this.#numbers.keys()].sort((one, other) => other.length - one.length).map(escaped);
    const copy = secrets.length === 0 ? undefined : new RegExp(secrets.join("|"), "g");
    const shown = (text: string): string =>
      withoutKeys(copy === undefined ? text : text.replace(copy, (one) => this.#words(one)), (key) => this.#words(key));
    const walk = (value: unknown): unknown => {
      if (typeof value === "string") return shown(value);
      if (Array.isArray(value)) return value.map(walk);
      if (!isRecord(value)) return value;
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [shown(key), walk(one)]));
    };
    return walk(json);
  }

  #words(secret: string): string {
    return `(sensitive value ${this.#number(secret)})`;
  }

  #number(secret: string): number {
    const known = this.#numbers.get(secret) ?? this.#numbers.size + 1;
    this.#numbers.set(secret, known);
    return known;
  }
}

/** Numbers of the secrets of one change, so that equal ones stay equal. */
type Words = (secret: Redacted) => string;

function numbered(): Words {
  const numbers = new Map<string, number>();
  return ({ why, fingerprint }) => {
    const number = numbers.get(fingerprint) ?? numbers.size + 1;
    numbers.set(fingerprint, number);
    return inPlaceOf(why, number);
  };
}

/** Where nothing is compared, what is equal to what is nobody's business. */
const unnumbered: Words = ({ why }) => inPlaceOf(why, 1);

interface Surroundings {
  readonly sets: ReadonlySet<string>;
  readonly words: Words;
}

class Hiding {
  constructor(readonly copies: Copies) {}

  /** Any part of a plan. */
  part(value: unknown, place: readonly string[]): unknown {
    if (Array.isArray(value)) return value.map((one) => this.part(one, place));
    if (!isRecord(value)) return this.value(value, { words: unnumbered, sets: none }, { mark: false, place });
    const type = String(own(value, "type"));
    const sets = setAttributesOf(type);
    if (Array.isArray(own(value, "actions"))) return this.change(value, type, []);
    return mapped(value, (one, key) => {
      if (key === "change" && isRecord(one)) return this.change(one, type, []);
      if (key === "output_changes" && isRecord(one)) {
        return mapped(one, (output, name) => (isRecord(output) ? this.change(output, "", [name]) : output));
      }
      if (key === "variables" && isRecord(one) && !place.includes("expressions"))
        return mapped(one, (variable) => this.variable(variable));
      const surroundings = { words: unnumbered, sets };
      if (key === "values" && isRecord(one)) {
        return this.value(one, surroundings, { mark: sensitiveOf(type, own(value, "sensitive_values")), place: [] });
      }
      if (key === "config_values") {
        const later = own(value, "config_unknown");
        return this.value(one, surroundings, { mark: folded(own(value, "config_sensitive")), place: [], later });
      }
      if (key === "value" && own(value, "sensitive") === true) {
        return this.value(one, surroundings, { mark: true, place });
      }
      if (key === "constant_value") return this.value(one, surroundings, { mark: false, place });
      return this.part(one, key === "expressions" ? [key] : [...place, key]);
    });
  }

  change(change: Json, type: string, place: readonly string[]): unknown {
    const surroundings = { sets: setAttributesOf(type), words: numbered() };
    const mark = sensitiveOf(type, own(change, "before_sensitive"), own(change, "after_sensitive"));
    return mapped(change, (one, key) => {
      if (key === "before") return this.value(one, surroundings, { mark, place });
      if (key === "after") return this.value(one, surroundings, { mark, place, later: own(change, "after_unknown") });
      return withHiddenNames(one, surroundings.words);
    });
  }

  /** The value of a variable of the configuration: nobody reviews a variable. */
  variable(variable: unknown): unknown {
    if (!isRecord(variable)) return variable;
    return mapped(variable, (one, key) => {
      if ((key !== "value" && key !== "default") || one === null) return one;
      this.copies.add(one);
      return inPlaceOf("marked sensitive", 1);
    });
  }

  /** A value of a resource or an output. */
  value(
    value: unknown,
    surroundings: Surroundings,
    { mark, place, later }: { readonly mark: Mark; readonly place: readonly string[]; readonly later?: unknown },
  ): unknown {
    const { sets, words } = surroundings;
    if (mark === true && typeof later !== "object") {
      const secret = normalized(value, later, true, place, sets);
      if (!(secret instanceof Redacted)) return value;
      this.copies.add(value);
      return words(secret);
    }
    if (Array.isArray(value)) {
      return value.map((one: unknown, index) =>
        this.value(one, surroundings, {
          mark: elementOf(mark),
          place,
          later: Array.isArray(later) ? later[index] : later,
        }),
      );
    }
    if (isRecord(value)) {
      const named = mapped(value, (one, key) =>
        this.value(one, surroundings, {
          mark: partOf(mark, key) || isNamedBeside(value, [...place, key], one),
          place: [...place, key],
          later: isRecord(later) ? own(later, key) : undefined,
        }),
      );
      return withHiddenNames(named, words, false);
    }
    return typeof value === "string" ? this.text(value, place, words) : value;
  }

  text(text: string, place: readonly string[], words: Words): unknown {
    const shown = textOf(text, place.at(-1) ?? "", place);
    if (shown instanceof Redacted) {
      if (!/^(?:environment variable|user data)$/.test(shown.why)) this.copies.add(text);
      return words(shown);
    }
    const document = parsedDocument(text);
    if (document === undefined) return text;
    const hidden = JSON.stringify(this.value(document, { sets: none, words }, { mark: false, place }));
    return hidden === JSON.stringify(document) ? text : hidden;
  }
}

const none: ReadonlySet<string> = new Set();

const mapped = (of: Json, by: (value: unknown, key: string) => unknown): Json =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, by(value, key)]));

/** The name of an attribute can be a secret, in a map: then the name in the marks is the same. */
function withHiddenNames(value: unknown, words: Words, deep = true): unknown {
  if (Array.isArray(value)) return deep ? value.map((one) => withHiddenNames(one, words)) : value;
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      looksLikeKey(key) ? words(new Redacted("shaped as a key", key)) : key,
      deep ? withHiddenNames(one, words) : one,
    ]),
  );
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
