import { MissingTool, requiresPrograms } from "../../tools/shared/errors";

/** Whether what needs a tool is skipped, by name: the tool is missing, and nobody asks for it. */
export const isSkipped = (found: unknown, isRequired = requiresPrograms()): boolean =>
  found instanceof MissingTool && !isRequired;

/**
 * `test` for what needs a tool. Where the tool is missing the test is skipped, by name; with `PALISADE_REQUIRE_PROGRAMS=true`
 * the test fails with the line that installs the tool.
 *
 * @param isRequired whether the test fails without the tool. @default as that variable says
 */
export function testWith<T>(
  found: T | MissingTool,
  name: string,
  work: (tool: T) => Promise<void>,
  { timeoutSeconds = 120, isRequired }: { readonly timeoutSeconds?: number; readonly isRequired?: boolean } = {},
): void {
  (isSkipped(found, isRequired) ? test.skip : test)(
    name,
    async () => {
      if (found instanceof MissingTool) throw found;
      await work(found);
    },
    timeoutSeconds * 1000,
  );
}
