/** Days of a runtime, `YYYY-MM-DD`. */
export interface RuntimeDates {
  /** From this day on AWS no longer patches the runtime. */
  readonly deprecatedFrom: string;
  /** From this day on Lambda refuses to make a function on the runtime. */
  readonly noCreateFrom: string;
  /** From this day on Lambda refuses to change a function on the runtime, its code included. It still runs. */
  readonly noUpdateFrom: string;
}

/**
 * The runtimes that functions may run on, each with its days as AWS projects them (AWS Lambda Developer Guide, "Lambda
 * runtimes", table "Supported runtimes": "Deprecation date", "Block function create", "Block function update").
 * AWS provider 5.100.0 refuses `nodejs24.x`; provider 6.19.0 is the first that takes it
 * (hashicorp/terraform-provider-aws#45024).
 */
export const runtimes = {
  "nodejs22.x": { deprecatedFrom: "2027-04-30", noCreateFrom: "2027-06-01", noUpdateFrom: "2027-07-01" },
  "nodejs24.x": { deprecatedFrom: "2028-04-30", noCreateFrom: "2028-06-01", noUpdateFrom: "2028-07-01" },
} as const satisfies Readonly<Record<string, RuntimeDates>>;

export type Runtime = keyof typeof runtimes;

/** The runtime that every function runs on and is bundled for. */
export const functionRuntime: Runtime = "nodejs22.x";
