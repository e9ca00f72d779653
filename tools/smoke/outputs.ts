import { ToolError } from "../shared/errors";
import { run } from "../shared/process";
import { type SynthesizedStack, readJson } from "../shared/synthesize";
import { locateTerraform } from "../terraform/locate";

/** The outputs of an environment's layers, by name. */
export type Outputs = Readonly<Record<string, string>>;

/** The layers whose outputs have the APIs' addresses and the clients' ids. */
const layers = ["identity", "edge"];

/** Reads the outputs from Terraform, in the folders that were deployed. */
export async function deployedOutputs(stacks: readonly SynthesizedStack[]): Promise<Outputs> {
  const { terraform, env } = locateTerraform();
  const read = stacks.filter(({ layer }) => layers.includes(layer));
  const all = await Promise.all(
    read.map(async ({ name, folder }) => {
      const { status, stdout, stderr } = await run(terraform.path, ["output", "-json", "-no-color"], {
        cwd: folder,
        env,
        timeoutSeconds: 120,
      });
      if (status !== 0) {
        throw new ToolError(
          `terraform output of ${name} failed. Deploy it, or run "terraform init" in ${folder}, or give the outputs with --from:\n${stderr.trim()}`,
        );
      }
      const outputs = texts(JSON.parse(stdout) as unknown);
      if (Object.keys(outputs).length === 0) throw new ToolError(`${name} has no outputs: it is not deployed`);
      return outputs;
    }),
  );
  return Object.assign({}, ...all) as Outputs;
}

/** Reads outputs from a file: of `terraform output -json`, of several merged ones, or of `cdktf output --outputs-file`. */
export function outputsFrom(file: string, environment: string): Outputs {
  const content = readJson(file);
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new ToolError(`${file} does not hold outputs; give what "terraform output -json" prints`, 2);
  }
  const byStack = layers.flatMap((layer) => {
    const outputs: unknown = (content as Readonly<Record<string, unknown>>)[`${environment}-${layer}`];
    return outputs === undefined ? [] : [texts(outputs)];
  });
  const outputs = byStack.length > 0 ? (Object.assign({}, ...byStack) as Outputs) : texts(content);
  if (Object.keys(outputs).length === 0) throw new ToolError(`${file} holds no outputs of ${environment}`, 2);
  return outputs;
}

/** The outputs that are text, as plain values or in Terraform's `{ value }` form. */
function texts(outputs: unknown): Outputs {
  if (typeof outputs !== "object" || outputs === null) return {};
  const values = Object.entries(outputs as Readonly<Record<string, unknown>>).map(([name, output]) => {
    const described = typeof output === "object" && output !== null && "value" in output;
    return [name, described ? output.value : output] as const;
  });
  return Object.fromEntries(values.filter((one): one is [string, string] => typeof one[1] === "string"));
}
