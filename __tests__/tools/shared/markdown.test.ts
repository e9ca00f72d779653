import { markdownTable } from "../../../tools/shared/markdown";

test("a cell's bars and line breaks do not break the table", () => {
  expect(markdownTable(["a", "b"], [["x|y", "1\n2"]])).toBe("| a | b |\n| --- | --- |\n| x\\|y | 1<br>2 |");
});
