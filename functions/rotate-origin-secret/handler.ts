import * as z from "zod/mini";
import { observed } from "../shared/observed";
import { onceGranted } from "../shared/once-granted";
import { awsPorts, boundsOf, systemClock } from "./aws-ports";
import { copyCurrent, revokePrevious, type CommandOutcome } from "./commands";
import { readVariables } from "./environment";
import { ContinueLater, RotationFault } from "./fault";
import type { Bounds, Ports } from "./ports";
import { rotate, type RotationOutcome } from "./rotation";

/** Secrets Manager's event (Secrets Manager User Guide, "Rotation by Lambda function"). */
const rotationRequest = z.object({
  Step: z.enum(["createSecret", "setSecret", "testSecret", "finishSecret"]),
  SecretId: z.string(),
  ClientRequestToken: z.string().check(z.minLength(1)),
});

const command = z.strictObject({ step: z.enum(["copyCurrent", "revokePrevious"]) });

const request = z.union([rotationRequest, command]);

interface Answer {
  readonly step: string;
  readonly outcome: RotationOutcome | CommandOutcome;
}

/** Made with the first call, and kept. */
let known: { readonly secretArn: string; readonly ports: Omit<Ports, "clock">; readonly bounds: Bounds } | undefined;

/**
 * Handles Secrets Manager's calls for each step of a rotation of the value that CloudFront sends to an origin. Also handles
 * the commands that copy the first value and revoke previous ones. Neither the answer nor the log holds a value.
 */
export const handler = observed<unknown, Answer>(async (event, { logger, count, remainingMilliseconds }) => {
  const parsed = request.safeParse(event);
  const told = parsed.success ? toldOf(parsed.data) : {};
  try {
    if (!parsed.success) throw new RotationFault("the event is neither a step of a rotation nor a command");
    known ??= make();
    const ports = { ...known.ports, clock: systemClock(remainingMilliseconds) };
    const answer = await answerTo(parsed.data, known.secretArn, ports, known.bounds);
    logger.info("step done", { ...told, outcome: answer.outcome });
    count("StepDone");
    return answer;
  } catch (error) {
    const fault = speakable(error);
    if (fault instanceof ContinueLater) {
      logger.warn("step goes on later", { ...told, reason: fault.message });
      count("StepGoesOnLater");
    } else {
      logger.error("step failed", { ...told, reason: fault.message });
      count("StepFailed");
    }
    throw fault;
  }
});

async function answerTo(
  asked: z.infer<typeof request>,
  secretArn: string,
  ports: Ports,
  bounds: Bounds,
): Promise<Answer> {
  if ("step" in asked) {
    const { step } = asked;
    const copied = () => onceGranted(() => copyCurrent(ports, bounds));
    return { step, outcome: await (step === "copyCurrent" ? copied() : revokePrevious(ports)) };
  }
  if (asked.SecretId !== secretArn) throw new RotationFault("the event is for another secret");
  return { step: asked.Step, outcome: await rotate(asked, ports, bounds) };
}

function make() {
  const variables = readVariables(process.env);
  return { secretArn: variables.SECRET_ARN, ports: awsPorts(variables), bounds: boundsOf(variables) };
}

const toldOf = (asked: z.infer<typeof request>) =>
  "step" in asked ? { step: asked.step } : { step: asked.Step, version: asked.ClientRequestToken };

/**
 * Reduces an error of another kind to its name. Lambda logs what is thrown, and AWS WAF's message, for one, quotes the
 * pattern that it refuses.
 */
function speakable(error: unknown): RotationFault {
  return error instanceof RotationFault ? error : new RotationFault(`failed: ${(error as Error).name}`);
}
