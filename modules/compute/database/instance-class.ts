/** What tells the burstable classes on AWS Graviton apart (Amazon RDS User Guide, "DB instance class types"). */
interface InstanceClass {
  readonly memoryGib: number;
  /**
   * Whether the class has Performance Insights, which Database Insights is built on (Amazon RDS User Guide, "Amazon RDS
   * DB engine, Region, and instance class support for Database Insights"): with it, creating a smaller one fails.
   */
  readonly performanceInsights: boolean;
}

export const instanceClasses = {
  "db.t4g.micro": { memoryGib: 1, performanceInsights: false },
  "db.t4g.small": { memoryGib: 2, performanceInsights: false },
  "db.t4g.medium": { memoryGib: 4, performanceInsights: true },
  "db.t4g.large": { memoryGib: 8, performanceInsights: true },
  "db.t4g.xlarge": { memoryGib: 16, performanceInsights: true },
  "db.t4g.2xlarge": { memoryGib: 32, performanceInsights: true },
} as const satisfies Record<string, InstanceClass>;

export type DatabaseInstanceClass = keyof typeof instanceClasses;

/**
 * How many connections MySQL takes: RDS divides the class's memory by 12,582,880 bytes (Amazon RDS User Guide, "Quotas
 * and constraints for Amazon RDS": maximum number of database connections). What RDS itself needs of the memory is not
 * published, and so it is somewhat fewer.
 */
export function mostConnections(instanceClass: DatabaseInstanceClass): number {
  return Math.floor((instanceClasses[instanceClass].memoryGib * 2 ** 30) / 12_582_880);
}
