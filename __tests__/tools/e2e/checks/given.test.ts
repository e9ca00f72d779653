import type { EditedConfiguration } from "../../../../tools/e2e/limits/configuration";
import { hostedZones } from "../../../../tools/e2e/checks/given";

test("finds each hosted zone that a record names, with the shortest domain above its records", () => {
  const record = (zone_id: string, name: string) => ({ zone_id, name });
  const configurations: EditedConfiguration[] = [
    {
      resource: { aws_route53_record: { a: record("Z1", "www.app.example.com"), b: record("Z1", "app.example.com") } },
    },
    {
      resource: {
        aws_route53_record: {
          c: record("${aws_route53_zone.own.id}", "x.example.org"),
          d: record("Z2", "y.example.net"),
        },
      },
    },
    {},
  ];
  expect([...hostedZones(configurations)]).toEqual([
    ["Z1", "example.com"],
    ["Z2", "example.net"],
  ]);
});
