import type { default as AjvDraft04 } from "ajv-draft-04";
import { createRequire } from "node:module";

/** Loaded only where there is a schema to look at. */
const load = createRequire(__filename);

/**
 * What is wrong with a JSON Schema of draft 4, which a REST API's model is; API Gateway refuses the API for it (API Gateway
 * Developer Guide, "Data models for REST APIs"). A `$ref` leads to a part of the same schema, or it is a fault.
 */
export function jsonSchemaFault(schema: object): string | undefined {
  const { default: Ajv } = load("ajv-draft-04") as { readonly default: typeof AjvDraft04 };
  try {
    new Ajv({ strictTypes: false, strictTuples: false, validateFormats: false }).compile(schema);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
