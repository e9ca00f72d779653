import type { OrderOfChange, Step } from "./order-of-change";

/** An order with the folder of each step, where Terraform runs, relative to where the tool was called. */
export interface PrintedOrder extends OrderOfChange {
  /** What the change destroys or replaces, if somebody knows it by name or by value. */
  readonly announcements: readonly string[];
  /** Why the change must not be applied. */
  readonly refusals: readonly string[];
  readonly steps: readonly (Step & { readonly folder?: string | undefined })[];
}

const directions: Readonly<Record<OrderOfChange["direction"], string>> = {
  none: "nothing differs",
  up: "upwards, the lower layer first",
  down: "downwards, the higher layer first",
  mixed: "each layer once, in this order",
  "two-rounds": "two rounds: a layer that comes twice is first applied with the resources that higher layers still use",
};

/** The order for a terminal. */
export function readable({ environment, direction, steps, reasons, announcements, refusals }: PrintedOrder): string {
  if (refusals.length > 0) return ["refused", ...refusals.map((refusal) => `  ${refusal}`), ""].join("\n");
  return [
    `${environment}: ${directions[direction]}`,
    ...steps.map((step, index) => `  ${index + 1}. ${stepText(step)}`),
    ...(reasons.length > 0 ? ["  because", ...reasons.map((reason) => `  - ${reason}`)] : []),
    ...(announcements.length > 0 ? ["  consequences", ...announcements.map((line) => `  - ${line}`)] : []),
    "",
  ].join("\n");
}

/** One step of an order in words. */
export function stepText({ stack, apply, kept, refreshedFirst, folder }: PrintedOrder["steps"][number]): string {
  const where = folder === undefined ? "" : ` (${folder})`;
  switch (apply) {
    case "head":
      return refreshedFirst.length === 0
        ? `apply ${stack}${where}`
        : `terraform apply -refresh-only of ${stack}${where}, since a function writes ${refreshedFirst.join(", ")}; then apply ${stack}`;
    case "destroy":
      return `destroy ${stack}, which the head does not have${where}`;
    case "between":
      return `apply ${stack} in its form between base and head${where}; kept from the base: ${kept.join(", ")}`;
  }
}
