import { existsSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../../tools/shared/repository";
import { hasCode, sourceFiles } from "./source-files";

const mirrorOf = (path: string): string => `__tests__/${path.replace(/\.ts$/, ".test.ts")}`;

/** Parts that are proved where they are put together, by the test of the whole. */
const provedBy: Readonly<Record<string, string>> = {
  "analysis/policies/automata.ts": "analysis/policies/patterns.ts",
  "analysis/policies/conditions.ts": "analysis/policies/facts.ts",
  "analysis/policies/json.ts": "analysis/policies/statements.ts",
  "analysis/policies/requests.ts": "analysis/policies/difference.ts",
  "modules/edge/waf/configured-web-acl.ts": "modules/edge/waf/regional-web-acl.ts",
  "modules/edge/http-api/routes.ts": "modules/edge/http-api/http-api.ts",
  "modules/edge/http-api/stage.ts": "modules/edge/http-api/http-api.ts",
  "modules/edge/invoked-function.ts": "modules/edge/rest-api/rest-api.ts",
  "modules/edge/path-address.ts": "modules/edge/http-api/route-address.ts",
  "modules/edge/rest-api/authorizers.ts": "modules/edge/rest-api/rest-api.ts",
  "modules/edge/rest-api/built-in-routes.ts": "modules/edge/rest-api/rest-api.ts",
  "modules/edge/rest-api/gateway-responses.ts": "modules/edge/rest-api/rest-api.ts",
  "modules/edge/rest-api/method.ts": "modules/edge/rest-api/rest-api.ts",
  "modules/edge/rest-api/paths.ts": "modules/edge/rest-api/rest-api.ts",
  "modules/edge/rest-api/resources.ts": "modules/edge/rest-api/rest-api.ts",
  "modules/edge/rest-api/route.ts": "modules/edge/rest-api/rest-api.ts",
  "modules/edge/rest-api/stage.ts": "modules/edge/rest-api/rest-api.ts",
  "modules/edge/rest-api/validation.ts": "modules/edge/rest-api/rest-api.ts",
  "modules/edge/sign-in/classic-pages.ts": "modules/edge/sign-in/sign-in.ts",
  "modules/edge/sign-in/managed-login.ts": "modules/edge/sign-in/sign-in.ts",
  "modules/edge/waf/action.ts": "modules/edge/waf/rule.ts",
  "modules/edge/waf/body-inspection.ts": "modules/edge/waf/web-acl.ts",
  "modules/edge/waf/country-codes.ts": "modules/edge/waf/statement-faults.ts",
  "modules/edge/waf/describe-rules.ts": "modules/edge/waf/web-application-rules.ts",
  "modules/edge/waf/duplicates.ts": "modules/edge/waf/web-acl.ts",
  "modules/edge/waf/ip-list-faults.ts": "modules/edge/waf/ip-lists.ts",
  "modules/edge/waf/managed-rule-group-configuration.ts": "modules/edge/waf/managed-rule-groups.ts",
  "modules/edge/waf/nestable-faults.ts": "modules/edge/waf/statement-faults.ts",
  "modules/edge/waf/page-statement.ts": "modules/edge/waf/web-application-rules.ts",
  "modules/edge/waf/rate-based-faults.ts": "modules/edge/waf/statement-faults.ts",
  "modules/edge/waf/redaction.ts": "modules/edge/waf/web-acl-logging.ts",
  "modules/edge/waf/request-component.ts": "modules/edge/waf/render-statement.ts",
  "modules/edge/waf/response-body.ts": "modules/edge/waf/web-acl.ts",
  "modules/edge/waf/text-transformation.ts": "modules/edge/waf/render-statement.ts",
  "modules/edge/waf/web-acl-faults.ts": "modules/edge/waf/web-acl.ts",
  "modules/edge/waf/web-acl-props.ts": "modules/edge/waf/web-acl.ts",
  "stacks/edge/origin-header/header-pattern-set.ts": "stacks/edge/origin-header/header-by-terraform.ts",
  "stacks/edge/distribution-origin.ts": "stacks/edge/api-at-paths.ts",
  "stacks/edge/cloudfront.ts": "stacks/edge/web-distribution.ts",
  "stacks/edge/us-east-1-logs.ts": "stacks/edge/web-distribution.ts",
  "stacks/edge/rest-api-gateway.ts": "stacks/edge/rest-api.ts",
  "stacks/compute/fleet.ts": "stacks/compute-stack.ts",
  "stacks/compute/database-rotation.ts": "stacks/compute/database.ts",
  "stacks/environments/presets/compute.ts": "stacks/environments/schema/compute/compute.ts",
  "stacks/environments/rule-of-schema.ts": "stacks/environments/check.ts",
  "stacks/output-folder.ts": "stacks/synthesis.ts",
  "stacks/environments/request-body.ts": "stacks/environments/schema/edge/rest-api/rest-api.ts",
  "stacks/environments/schema/edge/api-domain.ts": "stacks/environments/schema/edge/rest-api/access.ts",
  "stacks/environments/schema/edge/cloudfront/api-in-front.ts":
    "stacks/environments/schema/edge/cloudfront/cloudfront.ts",
  "stacks/environments/schema/edge/certificate.ts": "stacks/environments/schema/edge/edge.ts",
  "stacks/environments/schema/environment.ts": "stacks/environments/check.ts",
  "stacks/environments/schema/shared/fault.ts": "stacks/environments/check.ts",
  "stacks/environments/schema/edge/http-api/route.ts": "stacks/environments/schema/edge/http-api/http-api.ts",
  "stacks/environments/schema/lab.ts": "stacks/environments/check.ts",
  "stacks/environments/schema/shared/lambda.ts": "stacks/environments/schema/compute/functions.ts",
  "stacks/environments/schema/compute/mysql-words.ts": "stacks/environments/schema/compute/database.ts",
  "stacks/environments/schema/network/network.ts": "stacks/environments/check.ts",
  "stacks/environments/schema/edge/rest-api/resource-policy.ts": "stacks/environments/schema/edge/rest-api/access.ts",
  "stacks/environments/schema/edge/rest-api/route.ts": "stacks/environments/schema/edge/rest-api/rest-api.ts",
  "stacks/environments/schema/edge/waf/shared-firewall.ts": "stacks/environments/schema/edge/cloudfront/api-paths.ts",
  "stacks/environments/schema/shared/text.ts": "stacks/environments/check.ts",
  "stacks/environments/schema/edge/rest-api/usage-plan.ts": "stacks/environments/schema/edge/rest-api/access.ts",
  "stacks/identity/clients.ts": "stacks/edge/users.ts",
  "stacks/identity/sign-up.ts": "stacks/identity/users.ts",
  "stacks/layer/code-signing.ts": "stacks/compute/functions.ts",
  "stacks/layer/layer-function.ts": "stacks/compute/functions.ts",
  "stacks/layer/rotated-secret.ts": "stacks/compute/database.ts",
};

const hasTest = (path: string | undefined): boolean =>
  path !== undefined && existsSync(join(repository, mirrorOf(path)));

test("every module, stack and analysis has a test in the same place, or is part of something that has", () => {
  const files = sourceFiles("modules", "stacks", "analysis").filter(hasCode);
  expect(files.length).toBeGreaterThan(50);
  const missing = files.map(({ path }) => path).filter((path) => !hasTest(path) && !hasTest(provedBy[path]));
  expect(missing).toEqual([]);
});

test("no part is excused that is no longer there, or that has a test of its own", () => {
  const idle = Object.keys(provedBy).filter((path) => !existsSync(join(repository, path)) || hasTest(path));
  expect(idle).toEqual([]);
});

test("types and plain values need no test; a function, wherever it is, does", () => {
  expect(
    hasCode({ path: "a.ts", text: "export interface A { b(): void; readonly c: () => void }; export const x = [1];" }),
  ).toBe(false);
  expect(hasCode({ path: "a.ts", text: "export const x = { y: (z: number) => z };" })).toBe(true);
  expect(hasCode({ path: "a.ts", text: "export class A { b() { return 1; } }" })).toBe(true);
});
