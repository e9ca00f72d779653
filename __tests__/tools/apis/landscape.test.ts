import { Landscape, blocks } from "../../../tools/apis/landscape";
import { layersWith } from "./example-environment";

const landscape = new Landscape(
  new Map(
    Object.entries(
      layersWith({
        aws_a: {
          one: {
            name: "a-one",
            other: "${aws_b.two.name}/x",
            far: "${data.terraform_remote_state.identity.outputs.none}",
          },
        },
        aws_b: { two: { name: "b-two", id_of: '${data.terraform_remote_state.compute.outputs["hello_alias_arn"]}' } },
      }),
    ),
  ),
);

test("follows a reference through the output of another layer to the resource", () => {
  const reference = "x/${data.terraform_remote_state.compute.outputs.hello_alias_arn}/y";
  expect(landscape.referred("edge", reference).map(({ layer, name }) => [layer, name])).toEqual([
    ["compute", "hello_live"],
  ]);
  expect(landscape.referred("edge", "${aws_b.two.id_of}").map(({ name }) => name)).toEqual(["two"]);
  expect(landscape.leadsTo("edge", "${aws_b.two.id}", { type: "aws_b", name: "two" })).toBe(true);
  expect(landscape.leadsTo("edge", "${aws_b.two.id}", { type: "aws_a", name: "two" })).toBe(false);
});

test("replaces a reference by its value, and leaves a value that is known after apply", () => {
  expect(landscape.text("edge", "${aws_a.one.name}: ${aws_a.one.other} ${aws_b.two.arn}")).toBe(
    "a-one: b-two/x ${aws_b.two.arn}",
  );
  expect(landscape.text("edge", "${data.terraform_remote_state.identity.outputs.none}")).toBe(
    "${data.terraform_remote_state.identity.outputs.none}",
  );
  expect([landscape.text("edge", undefined), landscape.text("edge", 3)]).toEqual(["", "3"]);
});

test("a doubled sign begins no reference, and is read as plain text", () => {
  expect(landscape.text("edge", "$${aws_b.two.name} %%{if} ${aws_b.two.name}")).toBe("${aws_b.two.name} %{if} b-two");
  expect(landscape.referred("edge", "$${aws_b.two.id}")).toEqual([]);
});

test("finds the Region of the provider without an alias", () => {
  expect(landscape.region("edge")).toBe("eu-west-1");
  expect(landscape.region("nowhere")).toBeUndefined();
});

test("a block may stand in a list or alone", () => {
  expect([blocks({ a: 1 }), blocks([{ a: 1 }]), blocks(undefined)]).toEqual([[{ a: 1 }], [{ a: 1 }], []]);
});
