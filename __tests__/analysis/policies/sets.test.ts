import { everything, isEmpty, meet, minus } from "../../../analysis/policies/sets";

const of = (all: string[], none: string[] = []) => ({ all: [all], none });

test("what two sets have in common is written with as few patterns as there are", () => {
  expect(meet(of(["a*", "b"]), of(["ab*", "b"]))).toEqual(of(["ab*", "b"]));
  expect(meet(everything, of(["a*"], ["ab", "c"]))).toEqual(of(["a*"], ["ab"]));
  expect(meet(of(["a*"]), of(["*b"]))).toEqual({ all: [["a*"], ["*b"]], none: [] });
});

test("a complement is taken away as what it leaves", () => {
  expect(minus(of(["a*"]), of(["*"], ["ab*"]))).toEqual([of(["ab*"])]);
  expect(minus(of(["a*", "b"]), of(["a*"]))).toEqual([of(["b"])]);
});

test("patterns that cover another one together leave nothing of it", () => {
  expect(isEmpty(of(["a?"], ["aa", "a*"]))).toBe(true);
  expect(isEmpty(of(["?*"], ["a*", "?"]))).toBe(false);
  expect(isEmpty(of(["*"], ["", "?*"]))).toBe(true);
});

test("with unknown texts empty is what is surely empty", () => {
  expect(isEmpty(of(["${x}"], ["a"]))).toBe(false);
  expect(isEmpty(of(["a"], ["${x}"]))).toBe(false);
  expect(isEmpty(of(["${x}/a"], ["${x}/*"]))).toBe(true);
});
