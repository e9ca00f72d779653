import { ToolError } from "../../shared/errors";
import { expectEqual } from "../report";

/** Throws unless what was answered is the page that the fleet's instances serve. */
export function expectFleetPage({ status, body }: { readonly status: number; readonly body: string }): void {
  expectEqual("the status", status, 200);
  if (!body.includes("<h1>")) throw new ToolError(`it is not the page: ${body.slice(0, 200)}`);
}
