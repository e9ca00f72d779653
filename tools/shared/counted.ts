/** A count with its noun: `1 resource`, `3 resources`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
