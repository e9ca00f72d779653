import { table } from "../../../tools/shared/table";

test("aligns text to the left, numbers to the right, and ends no line in spaces", () => {
  const text = table(
    ["layer", "to add", "note"],
    [
      ["network", 7, "open"],
      ["edge", 120, ""],
    ],
  );
  expect(text.split("\n")).toEqual([
    "layer    to add  note",
    "-------  ------  ----",
    "network       7  open",
    "edge        120",
  ]);
});

test("prints only the head without rows", () => {
  expect(table(["a", "bc"], [])).toBe("a  bc\n-  --");
});
