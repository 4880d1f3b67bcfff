export { auditVersion } from './audit/audit.ts';
export { findSpecFolder, versionsIn } from './version-folder.ts';
