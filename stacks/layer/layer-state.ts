import { TerraformBackend, TerraformRemoteState } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../environments/schema/environment";
import type { Layer } from "./layer";

type Config = Readonly<Record<string, unknown>>;

/** Where a layer keeps its state, and where every reader of that layer finds it. */
export interface LayerState {
  readonly writer: { readonly type: "local" | "s3" | "cloud" | "http"; readonly config: Config };
  readonly reader: { readonly type: "local" | "s3" | "remote" | "http"; readonly config: Config };
}

/**
 * The place of a layer's state. No other function knows it, so that the writer and the readers agree. A reader is told where
 * the state is and nothing of how it is written. No place depends on the CLI workspace, which would silently switch the
 * layer that is read. No path is absolute: every machine synthesizes the same bytes.
 */
export function layerState({ name, region, state }: Environment, layer: Layer): LayerState {
  if (state.backend === "local" || layer === "state") {
    const config = { path: `../../../state/${name}/${layer}.tfstate` };
    return { writer: { type: "local", config }, reader: { type: "local", config } };
  }
  switch (state.backend) {
    case "s3": {
      const place = { bucket: state.bucket, key: `${name}/${layer}.tfstate`, region: state.region ?? region };
      const key = state.kmsKeyArn === "none" ? {} : { kms_key_id: state.kmsKeyArn };
      return {
        writer: { type: "s3", config: { ...place, ...key, encrypt: true, use_lockfile: true } },
        reader: { type: "s3", config: place },
      };
    }
    case "hcp": {
      const config = {
        organization: state.organization,
        ...(state.hostname !== undefined && { hostname: state.hostname }),
        workspaces: { name: `${state.workspacePrefix}${name}-${layer}` },
      };
      return { writer: { type: "cloud", config }, reader: { type: "remote", config } };
    }
    case "http": {
      const address = `${state.address}/${name}-${layer}`;
      const lock = { lock_address: `${address}/lock`, lock_method: "POST" };
      const unlock = { unlock_address: `${address}/lock`, unlock_method: "DELETE" };
      return {
        writer: { type: "http", config: { address, ...lock, ...unlock } },
        reader: { type: "http", config: { address } },
      };
    }
  }
}

/**
 * Renders `terraform.backend`, or `terraform.cloud`. CDKTF's own classes write absolute paths, copy what only the
 * writer needs into every reader, and want a Terraform binary at synth.
 */
export class LayerBackend extends TerraformBackend {
  constructor(
    scope: Construct,
    private readonly writer: LayerState["writer"],
  ) {
    super(scope, "backend", writer.type);
  }

  override toTerraform(): unknown {
    const { type, config } = this.writer;
    return { terraform: type === "cloud" ? { cloud: config } : { backend: { [type]: config } } };
  }

  /** What the CDKTF command line reads to know that runs may be remote. */
  override toMetadata(): unknown {
    const { type, config } = this.writer;
    const cloud = type === "cloud" ? { cloud: config["hostname"] === undefined ? "tfc" : "tfe" } : {};
    return { backend: type, ...cloud };
  }

  /** CDKTF calls this when a construct of one stack is used in another; layers meet in named outputs only. */
  override getRemoteStateDataSource(_scope: Construct, _name: string, fromStack: string): TerraformRemoteState {
    throw new Error(
      `a construct of ${fromStack} is used in another stack; publish the needed value as an output of the layer, and read the output`,
    );
  }
}

export class LayerStateReader extends TerraformRemoteState {
  constructor(scope: Construct, id: string, { type, config }: LayerState["reader"]) {
    super(scope, id, type, config);
  }
}
