import type { Finding } from "../../finding";

/** What a finding about policies is about, and which changes it says. */
export type Subject = Pick<Finding, "place" | "part" | "because" | "says" | "alsoSays">;
