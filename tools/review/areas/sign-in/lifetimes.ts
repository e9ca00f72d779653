import type { Resource, Side } from "../../estate";
import type { Finding } from "../../finding";
import { type Normal, unknown } from "../../plan/normal";
import { weakerAbove } from "../../settings/judges";
import { valueAt } from "../../settings/paths";
import { judged, withPlace } from "../../settings/setting";
import { numberOf } from "../../settings/words";
import { counted } from "../../../shared/counted";

const minutes: Readonly<Record<string, number>> = { seconds: 1 / 60, minutes: 1, hours: 60, days: 1440 };

/** Of access and ID tokens the unit is hours unless said, and the time an hour; of refresh tokens days, and 30 days. */
const lifetimes = [
  { token: "access", unit: "hours", standard: 60, meaning: "An access token that was stolen is good for" },
  { token: "id", unit: "hours", standard: 60, meaning: "An ID token that was stolen is good for" },
  { token: "refresh", unit: "days", standard: 43_200, meaning: "A session can be renewed without a sign-in for" },
] as const;

export function lifetimeFindings(client: Resource): readonly Finding[] {
  return lifetimes.flatMap(({ token, unit, standard, meaning }) => {
    const time = (side: Side): Normal | undefined => {
      const value = valueAt(client[side], `${token}_token_validity`);
      const [units, number] = [valueAt(client[side], `token_validity_units.${token}_token`), numberOf(value)];
      if (side === "after" && (units === unknown || value === unknown))
        return client.action === "replace" ? standard : unknown;
      return number === undefined || number === 0
        ? standard
        : number * (minutes[typeof units === "string" ? units : unit] ?? NaN);
    };
    const found = judged(
      {
        rule: "user-pool-client-lifetime",
        consequence: "guard lost",
        path: "",
        part: `${token} token`,
        judge: weakerAbove,
        words: timeOf,
        weaker: `${meaning} longer.`,
        stronger: `${meaning} a shorter time.`,
      },
      time("before"),
      time("after"),
    );
    return found.map((one) => withPlace(one, client, `${token}_token_validity`, `token_validity_units.${token}_token`));
  });
}

/** A single hour or day is told in the smaller unit, which the other side of a change has too. */
const units = [
  ["day", 1440],
  ["hour", 60],
] as const;

function timeOf(value: Normal | undefined): string {
  const all = numberOf(value);
  if (all === undefined) return "known after apply";
  const [unit, size] = units.find(([, one]) => all > one && all % one === 0) ?? ["minute", 1];
  return counted(Math.round((all / size) * 100) / 100, unit);
}
