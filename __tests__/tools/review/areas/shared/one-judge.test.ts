import { areas } from "../../../../../tools/review/areas";

/** Attributes that two areas judge, since each asks another question. */
const sharedBy: Readonly<Record<string, string>> = {
  "aws_db_instance.backup_retention_period": "availability: a restart; data: how long backups are kept",
  "aws_db_instance.engine_version": "availability: a restart; guards: which fixes the engine has",
  "aws_db_instance.performance_insights_enabled": "detection: what is recorded; guards: what encrypts the record",
  "aws_rds_cluster.performance_insights_enabled": "detection: what is recorded; guards: what encrypts the record",
  "aws_instance.vpc_security_group_ids": "instances: which groups; network: who reaches the instance",
  "aws_launch_template.vpc_security_group_ids": "instances: which groups; network: who reaches the instances",
  "aws_lambda_function.vpc_config": "availability: in how many zones; functions: in which network",
  "aws_lambda_function.logging_config": "detection: levels and place of the log; functions: the form of the lines",
  "aws_lambda_function_url.authorization_type": "functions: whether there is a URL; permissions: who may call it",
};

test("no attribute is judged by two areas, unless each asks another question", () => {
  const judges = new Map<string, Set<string>>();
  for (const { name, judges: byType } of areas)
    for (const [type, attributes] of Object.entries(byType))
      for (const attribute of attributes.filter((one) => one !== "")) {
        const key = `${type}.${attribute}`;
        judges.set(key, (judges.get(key) ?? new Set()).add(name));
      }
  const shared = [...judges].filter(([key, names]) => names.size > 1 && !Object.hasOwn(sharedBy, key));
  expect(shared.map(([key, names]) => `${key}: ${[...names].join(", ")}`)).toEqual([]);
});
