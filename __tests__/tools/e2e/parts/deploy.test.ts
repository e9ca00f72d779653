import type { LayerCopy } from "../../../../tools/e2e/layer-copy";
import { applyPersistently } from "../../../../tools/e2e/parts/deploy";
import type { Part } from "../../../../tools/e2e/report";

async function applied(outcomes: readonly ("fails" | "works")[]) {
  const [done, notes]: [string[], string[]] = [[], []];
  let attempt = 0;
  const layer = {
    name: "prod-edge",
    apply: () => {
      const outcome = outcomes[attempt++] ?? "works";
      done.push(`apply ${outcome}`);
      return outcome === "works" ? Promise.resolve() : Promise.reject(new Error(`connection reset ${attempt}`));
    },
  };
  const part = { note: (text: string) => notes.push(text) };
  const fault = await applyPersistently(part as unknown as Part, layer as unknown as LayerCopy).then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
  return { done, notes, fault };
}

test("a layer that is applied is left alone", async () => {
  expect(await applied([])).toEqual({ done: ["apply works"], notes: [], fault: undefined });
});

test("a layer that failed is applied once more, and the report says so", async () => {
  expect(await applied(["fails"])).toEqual({
    done: ["apply fails", "apply works"],
    notes: ["prod-edge is applied once more after: connection reset 1"],
    fault: undefined,
  });
});

test("a layer that fails twice fails", async () => {
  expect((await applied(["fails", "fails"])).fault).toBe("connection reset 2");
});
