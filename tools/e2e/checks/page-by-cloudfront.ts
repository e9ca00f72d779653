import type { Outputs } from "../../smoke/outputs";
import { emulatorSend } from "../../smoke/http";
import { ToolError } from "../../shared/errors";
import type { Part } from "../report";
import { expectFleetPage } from "./fleet-page";

/** CloudFront, its VPC origin, the load balancer's listener, its target: what answers is the page of the fleet. */
export async function checkPageByCloudFront(part: Part, port: number, outputs: Outputs): Promise<void> {
  await part.check("the page comes by CloudFront, through the load balancer, from its target", async () => {
    const url = `${outputs["web_url"] ?? ""}/`;
    const answer = await emulatorSend(port)({ method: "GET", url, headers: {}, clientCertificate: false });
    expectFleetPage(answer);
    if (answer.headers["x-amz-cf-id"] === undefined) throw new ToolError("it did not come by CloudFront");
    return url;
  });
}
