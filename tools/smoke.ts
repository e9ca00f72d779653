import { isIP } from "node:net";
import path from "node:path";

import { environmentApis } from "./apis/environment";
import { chosenStacks } from "./shared/choose";
import { runTool } from "./shared/command-line";
import { ToolError, messageOf } from "./shared/errors";
import { progress } from "./shared/progress";
import { repository } from "./shared/repository";
import { awsAccount } from "./smoke/account";
import { type Row, isRow, rows } from "./smoke/case";
import { clientCertificateFrom, credentialsFrom, variables } from "./smoke/credentials";
import { machineNetwork } from "./smoke/network";
import { deployedOutputs, outputsFrom } from "./smoke/outputs";
import { redactor, hasPassed, reportText, summaryOf } from "./smoke/result";
import { minutesAfterwards, minutesOfARotation } from "./smoke/rotation";
import { runSmoke } from "./smoke/run";
import { networkSend } from "./smoke/http";

const width = Math.max(...Object.keys(variables).map((name) => name.length));

void runTool(
  {
    command: "npm run smoke",
    summary:
      "Sends requests to a deployed environment, its APIs and its web application, that must be answered or refused, and\n" +
      "shows the expected and the actual answer of each request. The requests follow from the synthesized JSON. Never\n" +
      "prints a token.\n\n" +
      "Environment variables; a request whose credential is missing is not sent, and not counted:\n" +
      Object.entries(variables)
        .map(([name, what]) => `  ${name.padEnd(width)}  ${what}`)
        .join("\n") +
      "\nIAM routes are signed with the credentials that the AWS SDK finds; V3, V25 and V31 call AWS with the same credentials.",
    arguments: "<environment>",
    options: {
      only: { type: "string", value: "rows", description: `Only these rows, separated by commas: ${rows.join(", ")}.` },
      from: {
        type: "string",
        value: "file",
        description: "The outputs, as terraform output -json prints them, instead of a call of Terraform.",
      },
      stacks: { type: "string", value: "folder", description: "The folder of a synth. Default: cdktf.out." },
      address: {
        type: "string",
        value: "ip",
        description: "This machine's public address; V20 and F7 are sent if the address is denied.",
      },
      country: {
        type: "string",
        value: "code",
        description: "This machine's country, such as DE; V20 is sent if the country is denied.",
      },
      "inside-vpc": { type: "boolean", description: "This machine is in the VPC of the private API." },
      changes: {
        type: "boolean",
        description: "Sends also valid POST, PUT, PATCH and DELETE requests, which may change something.",
      },
      rotate: {
        type: "boolean",
        description: `V3, V31: rotates the secrets of the database's user and of the header once, and sends requests all the while; up to ${minutesOfARotation + minutesAfterwards} minutes each.`,
      },
      "exceed-rate-limits": {
        type: "boolean",
        description:
          "V19: exceeds each web ACL's limit for one address, with up to 6000 requests; the web ACL then refuses this machine for some minutes.",
      },
      json: { type: "boolean", description: "Prints the outcomes as JSON." },
    },
    exitStatuses: {
      0: "every answer that was judged is as expected; requests that could not be sent or judged are named",
      1: "an answer is not as expected, or nothing was judged",
    },
  },
  async (options, names) => {
    const {
      only,
      from,
      stacks: folder = path.join(repository, "cdktf.out"),
      address,
      country,
      rotate,
      changes,
      json,
    } = options;
    const [name, ...others] = names;
    if (name === undefined || others.length > 0) throw new ToolError("give the name of one environment", 2);
    const asked = rowsOf(only);
    const callerAddress = address === undefined ? undefined : addressOf(address);
    const callerCountry = country === undefined ? undefined : countryOf(country);
    const stacks = await chosenStacks({ from: folder, environments: [name] });
    const [environment] = environmentApis(stacks);
    if (environment === undefined || (environment.apis.length === 0 && environment.web === undefined)) {
      throw new ToolError(`${name} has neither an API nor a web application`);
    }
    const outputs = from === undefined ? await deployedOutputs(stacks) : outputsFrom(path.resolve(from), name);
    const { env } = process;
    const redact = redactor(Object.keys(variables).map((variable) => env[variable]));
    try {
      const send = networkSend(clientCertificateFrom(env));
      const credentials = await credentialsFrom({ env, environment, outputs, send });
      const results = await runSmoke(
        {
          environment,
          outputs,
          send,
          credentials,
          ...(asked && { only: asked }),
          ...(callerAddress !== undefined && { callerAddress }),
          ...(callerCountry !== undefined && { callerCountry }),
          insideVpc: options["inside-vpc"] ?? false,
          changes: changes ?? false,
          rotate: rotate ?? false,
          exceedRateLimits: options["exceed-rate-limits"] ?? false,
          network: machineNetwork(),
          account: awsAccount(environment.web?.region ?? environment.apis[0]?.region ?? "us-east-1"),
        },
        ({ row, request, verdict }) => {
          progress(`${row} ${request}: ${verdict}`);
        },
      );
      const summary = summaryOf(results, asked);
      process.stdout.write(
        json ? `${JSON.stringify({ ...summary, results }, undefined, 2)}\n` : reportText(results, asked),
      );
      return hasPassed(summary) ? 0 : 1;
    } catch (error) {
      throw new ToolError(redact(messageOf(error)), error instanceof ToolError ? error.exitStatus : 1);
    }
  },
);

function rowsOf(only: string | undefined): Row[] | undefined {
  if (only === undefined) return undefined;
  return only.split(",").map((text) => {
    const row = text.trim().toUpperCase();
    if (!isRow(row)) throw new ToolError(`--only has ${text}; give one or more of ${rows.join(", ")}`, 2);
    return row;
  });
}

function addressOf(text: string): string {
  if (isIP(text) === 0) throw new ToolError(`--address is ${text}; give an IPv4 or IPv6 address`, 2);
  return text;
}

function countryOf(text: string): string {
  const code = text.toUpperCase();
  if (!/^[A-Z]{2}$/.test(code))
    throw new ToolError(`--country is ${text}; give a code of two letters, as ISO 3166-1 has it`, 2);
  return code;
}
