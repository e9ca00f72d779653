import { readScan } from "../../../tools/scan/checkov";

const checked = (check: string, stack: string, resource: string) => ({
  check_id: check,
  check_name: "Ensure that it is encrypted",
  file_path: `/${stack}/cdk.tf.json`,
  resource,
});
const written = (results: object, stderr = "") => ({ stdout: JSON.stringify({ results, summary: {} }), stderr });

test("counts the checks of each stack, and gives what failed with its stack", () => {
  const scan = readScan(
    written({
      passed_checks: [checked("CKV_1", "prod-edge", "aws_x.a"), checked("CKV_1", "prod-state", "aws_x.b")],
      failed_checks: [checked("CKV_2", "prod-edge", "aws_x.a")],
      parsing_errors: [],
    }),
    ["prod-edge", "prod-state"],
  );
  expect(scan).toEqual({
    checks: new Map([
      ["prod-edge", 2],
      ["prod-state", 1],
    ]),
    findings: [{ check: "CKV_2", where: "prod-edge aws_x.a", title: "Ensure that it is encrypted" }],
    faults: [],
  });
});

test("a check that ends with an exception is a finding: it is neither among the passed nor among the failed", () => {
  const stderr =
    "2026-11-29 02:51:48,028 [MainThread  ] [ERROR]  Failed to run check CKV2_AWS_70 on /prod-edge/cdk.tf.json:aws_x.a\n" +
    "Traceback (most recent call last):\n";
  const { findings } = readScan(written({ passed_checks: [checked("CKV_1", "prod-edge", "aws_x.a")] }, stderr), []);
  expect(findings).toEqual([
    { check: "CKV2_AWS_70", where: "prod-edge aws_x.a", title: "the check itself ended with an exception" },
  ]);
});

test("a stack that was not read, not checked or skipped is a fault, whatever the exit status", () => {
  // As checkov writes it where it has read no file.
  const nothing = { stdout: JSON.stringify({ passed: 0, failed: 0, parsing_errors: 0 }), stderr: "" };
  expect(readScan(nothing, ["prod-edge"]).faults).toEqual(["checkov checked nothing in prod-edge"]);
  const partly = {
    passed_checks: [checked("CKV_1", "prod-edge", "aws_x.a")],
    skipped_checks: [checked("CKV_3", "prod-edge", "aws_x.a")],
    parsing_errors: ["/prod-state/cdk.tf.json"],
  };
  expect(readScan(written(partly), ["prod-edge", "prod-state"]).faults).toEqual([
    "checkov cannot read /prod-state/cdk.tf.json",
    "checkov checked nothing in prod-state",
    "CKV_3 skips prod-edge aws_x.a",
  ]);
});

test("no JSON is an error with checkov's own words", () => {
  expect(() => readScan({ stdout: "", stderr: "ModuleNotFoundError" }, [])).toThrow(
    "checkov wrote no JSON:\nModuleNotFoundError",
  );
});
