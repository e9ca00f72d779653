import http from "node:http";
import type { AddressInfo } from "node:net";

import { awsAccount, refusedByAws } from "../../../tools/smoke/account";

const asked: string[] = [];
let answers: Readonly<Record<string, string | object>>;
let server: http.Server;
const before = { ...process.env };

/** Answers as AWS's APIs do: JSON by the target's name, XML by the action's. */
beforeAll(async () => {
  server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const action =
        String(request.headers["x-amz-target"] ?? new URLSearchParams(body).get("Action"))
          .split(".")
          .at(-1) ?? "";
      asked.push(
        `${action} ${body.startsWith("{") ? body : decodeURIComponent(body).replace(/^.*?Version=[^&]+&?/, "")}`,
      );
      const answer = answers[action];
      const isFault = typeof answer === "object" && "__type" in answer;
      response.writeHead(isFault ? 400 : 200);
      response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  process.env["AWS_ENDPOINT_URL"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env["AWS_ACCESS_KEY_ID"] = "AKIDOFTHETEST";
  process.env["AWS_SECRET_ACCESS_KEY"] = "secret-of-the-test";
});

beforeEach(() => {
  asked.length = 0;
});

afterAll(async () => {
  process.env = before;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const account = () => awsAccount("eu-west-1");

describe("the instances of a fleet", () => {
  const group = (...members: string[]) =>
    `<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult><AutoScalingGroups><member><Instances>${members
      .map(
        (state, index) =>
          `<member><InstanceId>i-${index}</InstanceId><LifecycleState>${state}</LifecycleState></member>`,
      )
      .join(
        "",
      )}</Instances></member></AutoScalingGroups></DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>`;
  const instances = `<DescribeInstancesResponse><reservationSet><item><instancesSet>
    <item><instanceId>i-0</instanceId><ipAddress>203.0.113.10</ipAddress></item>
    <item><instanceId>i-2</instanceId></item></instancesSet></item></reservationSet></DescribeInstancesResponse>`;

  test("are those in service, with the addresses that they have", async () => {
    answers = {
      DescribeAutoScalingGroups: group("InService", "Terminating", "InService"),
      DescribeInstances: instances,
    };
    expect(await account().instances("shop-web")).toEqual([
      { id: "i-0", publicAddress: "203.0.113.10" },
      { id: "i-2" },
    ]);
    expect(asked).toEqual([
      "DescribeAutoScalingGroups AutoScalingGroupNames.member.1=shop-web",
      "DescribeInstances InstanceId.1=i-0&InstanceId.2=i-2",
    ]);
  });

  test("are none if no instance is in service, and EC2, which would list all instances of the account, is not called", async () => {
    answers = { DescribeAutoScalingGroups: group("Pending") };
    expect(await account().instances("shop-web")).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});

describe("a secret", () => {
  const secret = () => account().secret("arn:of:the:secret");

  test.each([
    [
      { v1: ["AWSCURRENT"], v0: ["AWSPREVIOUS"] },
      { rotates: true, current: "v1" },
    ],
    // After a rotation AWSPENDING may stay where AWSCURRENT is.
    [{ v1: ["AWSCURRENT", "AWSPENDING"] }, { rotates: true, current: "v1" }],
    [
      { v1: ["AWSCURRENT"], v2: ["AWSPENDING"] },
      { rotates: true, current: "v1", pending: "v2" },
    ],
  ])("with the versions %j is reported as %j", async (VersionIdsToStages, state) => {
    answers = { DescribeSecret: { RotationEnabled: true, VersionIdsToStages } };
    expect(await secret().describe()).toEqual(state);
  });

  test("whose rotation is off says so", async () => {
    answers = { DescribeSecret: {} };
    expect(await secret().describe()).toEqual({ rotates: false });
  });

  test("is read by its version, and rotated at once", async () => {
    answers = { GetSecretValue: { SecretString: "old" }, RotateSecret: { VersionId: "v2" } };
    expect(await secret().value("v1")).toBe("old");
    expect(await secret().rotate()).toBe("v2");
    expect(asked).toEqual([
      'GetSecretValue {"SecretId":"arn:of:the:secret","VersionId":"v1"}',
      expect.stringMatching(/^RotateSecret \{"SecretId":"arn:of:the:secret","ClientRequestToken":"[\w-]+"\}$/),
    ]);
  });

  test("that AWS refuses is reported with the refusal's name", async () => {
    answers = { DescribeSecret: { __type: "AccessDeniedException", message: "User is not authorized" } };
    const fault: unknown = await secret()
      .describe()
      .catch((error: unknown) => error);
    expect(refusedByAws("the secret", fault).why).toBe("AWS refuses the secret: AccessDeniedException");
  });
});
