import { createServer, type Server } from "node:http";
import { randomUUID } from "node:crypto";
import type { Secret, Stage } from "../../functions/shared/database/secrets-manager";

interface Version {
  value?: string;
  readonly stages: Set<string>;
}

class Refusal extends Error {
  constructor(readonly type: string) {
    super(type);
  }
}

/** What a function's process dies of in the middle of its work. */
export class Crash extends Error {}

/** A secret as Secrets Manager keeps it: versions, and stages that are each on one of them (Secrets Manager User Guide, "What's in a secret"). */
export class FakeSecret implements Secret {
  rotationEnabled = true;
  /** Calls by their names, as they come. */
  readonly calls: string[] = [];
  /** The call, counted from 0, after which the process that made it is gone. */
  crashAfter = Infinity;
  readonly versions = new Map<string, Version>();

  /** A secret with a first value, or without any. */
  constructor(value?: string) {
    if (value !== undefined) this.versions.set(randomUUID(), { value, stages: new Set(["AWSCURRENT"]) });
  }

  /** As a rotation begins: a version that is empty. */
  beginRotation(version: string = randomUUID()): string {
    this.stage("AWSPENDING", version);
    return version;
  }

  valueOf(stage: string): string | undefined {
    return [...this.versions.values()].find(({ stages }) => stages.has(stage))?.value;
  }

  /** Versions by their stages, such as `AWSCURRENT`, without those that have none. */
  idOf(stage: string): string | undefined {
    return [...this.versions.entries()].find(([, { stages }]) => stages.has(stage))?.[0];
  }

  readonly describe: Secret["describe"] = () =>
    this.call("describe", () => ({
      rotationEnabled: this.rotationEnabled,
      stages: Object.fromEntries([...this.versions].map(([id, { stages }]) => [id, [...stages]])),
    }));

  readonly read: Secret["read"] = ({ stage, version }) =>
    this.call(`read ${stage}`, () => {
      const id = version ?? this.idOf(stage);
      const found = id === undefined ? undefined : this.versions.get(id);
      return found?.stages.has(stage) === true ? found.value : undefined;
    });

  readonly put: Secret["put"] = (value, { stage, version = randomUUID() }) =>
    this.call(`put ${stage}`, () => {
      const there = this.versions.get(version);
      if (there?.value !== undefined && there.value !== value) throw new Refusal("ResourceExistsException");
      this.stage(stage, version).value = value;
    });

  readonly moveCurrent: Secret["moveCurrent"] = ({ to, from }) =>
    this.call("moveCurrent", () => {
      if (this.versions.get(from)?.stages.has("AWSCURRENT") !== true || !this.versions.has(to)) {
        throw new Refusal("InvalidParameterException");
      }
      this.stage("AWSPREVIOUS", from);
      this.stage("AWSCURRENT", to);
    });

  private call<T>(name: string, answer: () => T): Promise<T> {
    const answered = new Promise<T>((resolve) => {
      resolve(answer());
    });
    this.calls.push(name);
    return this.calls.length - 1 === this.crashAfter
      ? answered.then(() => {
          throw new Crash(`after ${name}`);
        })
      : answered;
  }

  private stage(stage: string, id: string): Version {
    for (const { stages } of this.versions.values()) stages.delete(stage);
    const version = this.versions.get(id) ?? { stages: new Set<string>() };
    version.stages.add(stage);
    this.versions.set(id, version);
    return version;
  }
}

type Input = Readonly<Record<string, string | undefined>> & { readonly VersionStages?: readonly Stage[] };

/** Secrets Manager on a port of its own, as the AWS SDK talks to it. What it was asked is kept. */
export class FakeSecretsManager {
  readonly asked: { readonly action: string; readonly input: Input }[] = [];
  private readonly server: Server;

  constructor(readonly secrets: Readonly<Record<string, FakeSecret>>) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const action = String(request.headers["x-amz-target"]).replace("secretsmanager.", "");
        const input = JSON.parse(Buffer.concat(chunks).toString()) as Input;
        this.asked.push({ action, input });
        const send = (status: number, body: unknown) => {
          response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
        };
        this.answer(action, input).then(
          (answer) => {
            send(200, answer);
          },
          (error: unknown) => {
            send(400, { __type: error instanceof Refusal ? error.type : "InternalServiceError", Message: "refused" });
          },
        );
      });
    });
  }

  /** Gives the variables with which the AWS SDK finds it. */
  async listen(): Promise<Record<string, string>> {
    await new Promise<void>((listening) => this.server.listen(0, "127.0.0.1", listening));
    const address = this.server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return {
      AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${port}`,
      // A log line that is none; the functions run on Node.js 22.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
      AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    };
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(action: string, input: Input): Promise<unknown> {
    const secret = this.secrets[input["SecretId"] ?? ""];
    if (secret === undefined) throw new Refusal("ResourceNotFoundException");
    switch (action) {
      case "DescribeSecret": {
        const { rotationEnabled, stages } = await secret.describe();
        return { RotationEnabled: rotationEnabled, VersionIdsToStages: stages };
      }
      case "GetSecretValue": {
        const value = await secret.read({ stage: input["VersionStage"] as Stage, version: input["VersionId"] });
        if (value === undefined) throw new Refusal("ResourceNotFoundException");
        return { SecretString: value };
      }
      case "PutSecretValue": {
        const [stage = "AWSCURRENT"] = input.VersionStages ?? [];
        return secret.put(input["SecretString"] ?? "", { stage, version: input["ClientRequestToken"] });
      }
      case "UpdateSecretVersionStage":
        return secret.moveCurrent({ to: input["MoveToVersionId"] ?? "", from: input["RemoveFromVersionId"] ?? "" });
      default:
        throw new Refusal("InvalidRequestException");
    }
  }
}
