import { JsonText, type Normal, isList, isObject, isSet, keyOf, plainOf, unknown } from "./plan/normal";

/** A value in short words. */
export function wordsOf(value: Normal | undefined): string {
  if (value === undefined || value === null) return "none";
  if (value === true) return "on";
  if (value === false) return "off";
  if (value === unknown) return "known after apply";
  if (isList(value) || isSet(value)) return [...value].map(wordsOf).join(", ");
  if (value instanceof JsonText || isObject(value)) return "another document";
  return String(plainOf(value));
}

/** The place of a value in a list that begins with the weakest. A value that the list does not have has none. */
export const orderOf =
  (...values: readonly Normal[]) =>
  (value: Normal | undefined): number | undefined => {
    const place = values.findIndex((one) => keyOf(one) === keyOf(value));
    return place < 0 ? undefined : place;
  };

/** Safer when on. */
export const whenOn = orderOf(false, true);
/** Safer when off. */
export const whenOff = orderOf(true, false);

export const numberOf = (value: Normal | undefined): number | undefined => {
  const number = typeof value === "string" || typeof value === "number" ? Number(value) : NaN;
  return Number.isFinite(number) ? number : undefined;
};

/** The safer, the larger the number. */
export const whenLarge = numberOf;
/** The safer, the smaller the number. */
export const whenSmall = (value: Normal | undefined): number | undefined => {
  const number = numberOf(value);
  return number === undefined ? undefined : -number;
};
