import { instanceClasses, mostConnections } from "../../../../modules/compute/database/instance-class";

test("has Performance Insights from medium up", () => {
  const without = Object.entries(instanceClasses).filter(([, { performanceInsights }]) => !performanceInsights);
  expect(without.map(([name]) => name)).toEqual(["db.t4g.micro", "db.t4g.small"]);
});

test("counts connections as RDS's formula does", () => {
  expect([mostConnections("db.t4g.micro"), mostConnections("db.t4g.medium")]).toEqual([85, 341]);
});
