import { ToolError } from "../../shared/errors";
import { expectEqual, type Part } from "../report";
import type { OriginRecorder } from "./origin-recorder";
import { askFor, type Asking } from "./players";

/** 32 letters and digits, as the values are that origins accept. */
const ownValue = "forgedforgedforgedforgedforged01";

/**
 * Row V7 as the origin sees it: CloudFront sends its own value of the header once, whatever a viewer sent.
 *
 * @param value what CloudFront is to send
 */
export async function checkSentHeader(
  part: Part,
  asking: Asking,
  { seen }: OriginRecorder,
  { header, value }: { readonly header: string; readonly value: string },
): Promise<void> {
  await part.check(
    `V7, REST API: CloudFront's ${header} reaches the origin in the place of a viewer's own`,
    async () => {
      for (const headers of [{}, { [header]: ownValue }]) {
        const before = seen.length;
        const { status } = await askFor(asking, "?id=1", headers);
        const [request, ...others] = seen.slice(before);
        if (request === undefined || others.length > 0)
          throw new ToolError(`the origin was asked ${seen.length - before} times`);
        expectEqual("what the origin saw", [status, request[header]], [200, value]);
      }
      return undefined;
    },
  );
}
