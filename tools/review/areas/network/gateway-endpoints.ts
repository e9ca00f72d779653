import { type Route, routesOf } from "../../../../analysis/packets/routes";
import { type Estate, type Side, attribute } from "../../estate";
import { type Keys, keyOf, valueOn } from "./keys";

/** A gateway endpoint is a route to its service in each of its tables (AWS PrivateLink Guide, "Gateway endpoints"). */
export function routesToEndpoints(estate: Estate, keys: Keys, side: Side): ReadonlyMap<string, readonly Route[]> {
  const found = new Map<string, Route[]>();
  for (const endpoint of estate.ofType("aws_vpc_endpoint")) {
    const tables = attribute(valueOn(side, endpoint), "route_table_ids");
    for (const table of keys.all(endpoint, "route_table_ids", tables)) {
      if (typeof table !== "string") continue;
      const values = { route_table_id: table, vpc_endpoint_id: keyOf(endpoint) };
      const routes = routesOf({ type: "aws_vpc_endpoint_route_table_association", values, inlineBlocks: false });
      found.set(table, [...(found.get(table) ?? []), ...routes]);
    }
  }
  return found;
}
