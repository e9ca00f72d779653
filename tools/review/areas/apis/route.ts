import { Estate, type Resource, type Target } from "../../estate";
import { type Normal, unknown } from "../../plan/normal";
import type { Backend } from "./backend";

/** What one method of a REST API, or one route of an HTTP API, is on one side of a change. */
export interface Route {
  /** `POST /orders`; `$default`. */
  readonly name: string;
  readonly kind: "REST" | "HTTP";
  /** The method or the route. */
  readonly entry: Resource;
  readonly integration?: Resource;
  readonly backend: Backend;
  /** `NONE`, `AWS_IAM`, …; undefined where it is known after apply only. */
  readonly authorization: string | undefined;
  readonly authorizer: Target;
  readonly needsKey: boolean;
  /** Whether browsers ask here before they call from a page of another origin. */
  readonly isPreflight: boolean;
}

/** The routes of one side, by the API and the name: a route that is made anew is still the same. */
export type RouteTable = ReadonlyMap<string, Route>;

/** A route that is there on both sides. */
export interface RoutePair {
  readonly estate: Estate;
  readonly before: Route;
  readonly after: Route;
}

/** Whether a call reaches something behind the API without that anybody is asked who is calling. */
export const isOpen = ({ authorization, backend }: Route): boolean =>
  authorization === "NONE" && backend.kind !== "mock";

/** No authorization unless written (API Gateway REST API reference, "Method"); undefined for what is known after apply only. */
export const authorizationOf = (value: Normal | undefined): string | undefined =>
  value === unknown ? undefined : typeof value === "string" ? value : "NONE";

/** Where a kind of authorization is written. */
export const authorizationPath = ({ kind }: Route): string =>
  kind === "REST" ? "authorization" : "authorization_type";
