import { guards } from "../../../../../tools/review/areas/guards";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";

const linesOf = (...resources: readonly PlannedResource[]) => findIn(guards, planOf(resources)).map(lineOf);

test("a database in another parameter or subnet group is said; one in a group that is made anew is not", () => {
  const groups = { parameter_group_name: "mysql-1", db_subnet_group_name: "data" };
  const database: PlannedResource = {
    address: "aws_db_instance.one",
    before: { identifier: "one", ...groups },
    after: { identifier: "one", ...groups, parameter_group_name: "mysql-2", db_subnet_group_name: "app" },
  };
  expect(linesOf(database)).toEqual([
    "guard lost, cannot tell: database one, parameter group: mysql-1 → mysql-2",
    "guard lost, cannot tell: database one, subnet group: data → app",
  ]);
  expect(
    linesOf(
      {
        ...database,
        after: { identifier: "one", db_subnet_group_name: "data" },
        unknown: { parameter_group_name: true },
        references: { parameter_group_name: ["aws_db_parameter_group.mysql.name", "aws_db_parameter_group.mysql"] },
      },
      {
        address: "aws_db_parameter_group.mysql",
        before: { id: "mysql-1", name: "mysql-1" },
        after: { family: "mysql8.4" },
        actions: ["create", "delete"],
        unknown: { id: true, name: true },
      },
    ),
  ).toEqual([]);
});
