export { auditVersion } from './audit/audit.ts';
export { findSpecFolder, versionsIn } from './find-versions.ts';
