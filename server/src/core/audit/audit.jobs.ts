import { definePartitionJob } from '../../platform/databases/partition-job.ts';

export const auditPartitions = definePartitionJob('core.extend-audit-partitions', 'core', ['audit_log']);
