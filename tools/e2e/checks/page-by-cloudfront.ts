import type { Outputs } from "../../smoke/outputs";
import { emulatorSend } from "../../smoke/send";
import { ToolError } from "../../shared/errors";
import { expectEqual, type Part } from "../report";

/** CloudFront, its VPC origin, the load balancer's listener, its target: what answers is the page of the fleet. */
export async function checkPageByCloudFront(part: Part, port: number, outputs: Outputs): Promise<void> {
  await part.check("the page comes by CloudFront, through the load balancer, from its target", async () => {
    const url = `${outputs["web_url"] ?? ""}/`;
    const answer = await emulatorSend(port)({ method: "GET", url, headers: {}, clientCertificate: false });
    expectEqual("the status", answer.status, 200);
    if (!answer.body.includes("<h1>")) throw new ToolError(`it is not the page: ${answer.body.slice(0, 200)}`);
    if (answer.headers["x-amz-cf-id"] === undefined) throw new ToolError("it did not come by CloudFront");
    return url;
  });
}
