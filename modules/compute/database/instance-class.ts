/** Where the burstable classes on AWS Graviton differ (Amazon RDS User Guide, "DB instance class types"). */
interface InstanceClass {
  readonly memoryGib: number;
  /**
   * Whether the class has Performance Insights, which Database Insights is built on (Amazon RDS User Guide, "Amazon RDS DB
   * engine, Region, and instance class support for Database Insights"). To create a smaller class with it fails.
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
 * The most connections that MySQL takes: RDS divides the class's memory by 12,582,880 bytes (Amazon RDS User Guide, "Quotas
 * and constraints for Amazon RDS": maximum number of database connections). The real number is somewhat lower: how much
 * memory RDS itself needs is not published.
 */
export function mostConnections(instanceClass: DatabaseInstanceClass): number {
  return Math.floor((instanceClasses[instanceClass].memoryGib * 2 ** 30) / 12_582_880);
}
