import { ApiGatewayResource } from "@cdktf/provider-aws/lib/api-gateway-resource";
import { Construct } from "constructs";
import { resourceAddress, pathParts } from "./paths";

export interface ResourcesProps {
  readonly restApiId: string;
  /** The resource that each REST API has from the start, for `/`. */
  readonly rootResourceId: string;
  readonly paths: readonly string[];
}

/** The tree of a REST API's paths: a resource for each part, shared by the paths that go through it. */
export class Resources extends Construct {
  private readonly ids = new Map<string, string>();

  constructor(scope: Construct, id: string, { restApiId, rootResourceId, paths }: ResourcesProps) {
    super(scope, id);
    this.ids.set("/", rootResourceId);
    for (const path of [...new Set(paths)].sort()) {
      let parentId = rootResourceId;
      let here = "";
      for (const pathPart of pathParts(path)) {
        here += `/${pathPart}`;
        const known = this.ids.get(here);
        parentId = known ?? new ApiGatewayResource(this, idOfConstruct(here), { restApiId, parentId, pathPart }).id;
        this.ids.set(here, parentId);
      }
    }
  }

  idOf(path: string): string {
    const id = this.ids.get(path);
    if (id === undefined) throw new Error(`the tree has no path ${path}`);
    return id;
  }
}

/** CDKTF looks constructs up by id in a plain object, which already has `constructor` and its like. */
function idOfConstruct(path: string): string {
  const address = resourceAddress(path);
  return address in Object.prototype ? `${address}_` : address;
}
