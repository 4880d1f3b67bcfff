// Generated from spec/versions.yaml; do not edit. Change the spec and run `pnpm generate`.

export type { paths } from './v23.0/schema.ts';
