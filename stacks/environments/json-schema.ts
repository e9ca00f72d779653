import type { default as AjvDraft04 } from "ajv-draft-04";
import { createRequire } from "node:module";

/** Loaded only where there is a schema to look at, and once: the instance compiles the meta-schema. */
const load = createRequire(__filename);
let compiler: AjvDraft04 | undefined;

/**
 * The fault of a JSON Schema of draft 4, the form of a REST API's model, if it has one. API Gateway refuses the API for it
 * (API Gateway Developer Guide, "Data models for REST APIs"). A `$ref` that leads out of the schema is a fault.
 */
export function jsonSchemaFault(schema: object): string | undefined {
  compiler ??= newCompiler();
  try {
    compiler.compile(schema);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** `addUsedSchema: false`, so that no schema is known to another by its id. */
function newCompiler(): AjvDraft04 {
  const { default: Ajv } = load("ajv-draft-04") as { readonly default: typeof AjvDraft04 };
  return new Ajv({ strictTypes: false, strictTuples: false, validateFormats: false, addUsedSchema: false });
}
