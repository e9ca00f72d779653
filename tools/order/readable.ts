import type { OrderOfChange, Step } from "./order-of-change";

/** An order with the folder, relative to where the tool was called, in which Terraform takes each step. */
export interface PrintedOrder extends OrderOfChange {
  readonly steps: readonly (Step & { readonly folder?: string | undefined })[];
}

const directions: Readonly<Record<OrderOfChange["direction"], string>> = {
  none: "nothing differs",
  up: "upwards, the lower layer first",
  down: "downwards, the higher layer first",
  mixed: "each layer once, in this order",
  "two-rounds": "two rounds: a layer that comes twice is applied first with what higher layers still use in it",
};

/** The order for a terminal. */
export function readable({ environment, direction, steps, reasons }: PrintedOrder): string {
  return [
    `${environment}: ${directions[direction]}`,
    ...steps.map((step, index) => `  ${index + 1}. ${told(step)}`),
    ...(reasons.length > 0 ? ["  because", ...reasons.map((reason) => `  - ${reason}`)] : []),
    "",
  ].join("\n");
}

function told({ stack, apply, kept, folder }: PrintedOrder["steps"][number]): string {
  const where = folder === undefined ? "" : ` (${folder})`;
  switch (apply) {
    case "head":
      return `apply ${stack}${where}`;
    case "destroy":
      return `destroy ${stack}, which the head does not have${where}`;
    case "between":
      return `apply ${stack} in its form between base and head${where}; as in the base stay: ${kept.join(", ")}`;
  }
}
