import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { GetRegexPatternSetCommand, ListRegexPatternSetsCommand } from "@aws-sdk/client-wafv2";

import { ToolError } from "../../shared/errors";
import type { AwsApi } from "../checks/aws-api";
import type { LayerCopy } from "../layer-copy";
import { describeChange } from "../plan-changes";
import { expectEqual, type Part } from "../report";
import type { OriginRecorder } from "./origin-recorder";
import { askFor, type Asking } from "./players";
import { rotate, rotatingFunction } from "./rotation";

/** What CloudFront sends, by the secret that its rotation writes: until then by the first copy. */
export async function currentValue({ secrets }: Pick<AwsApi, "secrets">, SecretId: string): Promise<string> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  return (JSON.parse(SecretString ?? "{}") as { readonly HEADERVALUE: string }).HEADERVALUE;
}

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
    `V7, REST API: CloudFront's ${header} reaches the origin instead of a viewer's own value`,
    async () => {
      for (const headers of [{}, { [header]: ownValue }]) {
        const before = seen.length;
        const { status } = await askFor(asking, "?id=1", headers);
        const [request, ...others] = seen.slice(before);
        if (request === undefined || others.length > 0)
          throw new ToolError(`the origin got ${seen.length - before} requests`);
        expectEqual("what the origin saw", [status, request[header]], [200, value]);
      }
      return undefined;
    },
  );
}

/** Of a request of a viewer, by which its way is followed; the rotation's own have none. */
const viewers = { "x-asked-by": "a-viewer" };

/**
 * Row V31, where the distribution itself has the header: what CloudFront sends goes from the old value to the new one, the
 * firewall's pattern set has both, and nobody is refused.
 */
export async function checkRotatedHeader(
  part: Part,
  asking: Asking,
  { seen }: OriginRecorder,
  { header, secretArn: SecretId }: { readonly header: string; readonly secretArn: string },
): Promise<void> {
  const { api } = asking;
  await part.check(`V31, REST API: no request is refused while the value of ${header} is rotated`, async () => {
    const FunctionName = await rotatingFunction(api, SecretId);
    if (FunctionName === undefined) throw new ToolError("nothing rotates the header");
    const before = await currentValue(api, SecretId);
    const from = seen.length;
    const refused: string[] = [];
    await rotate(api, { SecretId, FunctionName }, async (step) => {
      const { status, body } = await askFor(asking, "?id=1", viewers);
      if (status !== 200) refused.push(`${step}: ${status} ${body}`);
    });
    expectEqual("what was refused", refused, []);
    const after = await currentValue(api, SecretId);
    const sent = seen.slice(from).filter((headers) => "x-asked-by" in headers);
    const values = sent.map((headers) => headers[header]);
    expectEqual("what the origin saw", [...new Set(values)], [before, after]);
    expectEqual("when the origin saw the new value", values.indexOf(after) > values.lastIndexOf(before), true);
    expectEqual("what the firewall accepts", (await acceptedValues(api)).toSorted(), [before, after].toSorted());
    return `${sent.length} requests in one rotation`;
  });
}

/** What a rotation writes into, whose plan has to stay empty after it; of the rest the emulator does not give back all. */
const written = /^aws_(cloudfront_distribution|wafv2_regex_pattern_set|secretsmanager_\w+|lambda_invocation)\./;

export async function checkKeptHeader(part: Part, layers: readonly LayerCopy[]): Promise<void> {
  for (const layer of layers.filter((one) => one.layer === "identity" || one.layer === "edge")) {
    await part.check(
      `a plan of ${layer.name} after the rotation changes nothing that the rotation has written`,
      async () => {
        const changes = (await layer.plan()).filter(({ address }) => written.test(address));
        expectEqual("what would change", changes.map(describeChange), []);
        return undefined;
      },
    );
  }
}

async function acceptedValues({ waf }: Pick<AwsApi, "waf">): Promise<string[]> {
  const Scope = "REGIONAL";
  const { RegexPatternSets = [] } = await waf.send(new ListRegexPatternSetsCommand({ Scope }));
  const [{ Id, Name } = {}, ...others] = RegexPatternSets;
  if (others.length > 0) throw new ToolError(`there are ${RegexPatternSets.length} pattern sets`);
  const { RegexPatternSet } = await waf.send(new GetRegexPatternSetCommand({ Scope, Id, Name }));
  return (RegexPatternSet?.RegularExpressionList ?? []).flatMap(({ RegexString }) => RegexString?.slice(1, -1) ?? []);
}
