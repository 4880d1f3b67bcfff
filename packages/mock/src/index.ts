export type { MockSeed, MockState, SeedCode, StateCode } from './code-store.ts';
export {
  type ContractProxy,
  type ContractProxyOptions,
  type ProxiedRequest,
  startContractProxy,
} from './contract-proxy.ts';
export type { MockControls, MockOptions, MockRequest, OperationUsage, ScriptOptions, UnusedStep } from './controls.ts';
export type { Query } from './http-request.ts';
export type { MockLog, MockLogEntry } from './log.ts';
export { createMockFetch, type MockFetch, type RequestLike } from './mock-fetch.ts';
export type { ProxyLog, ProxyLogEntry } from './proxy-log.ts';
export type { DocumentedStatus, ExampleName, GraphVersion, OperationId } from './scenarios.ts';
export { type MockServer, type MockServerOptions, startMockServer } from './server.ts';
export {
  type AnyStep,
  type BrokenStep,
  type DelayStep,
  type ExampleStep,
  type Fault,
  type GatewayStep,
  type ImmediateStep,
  type MalformedStep,
  type OffSpecResponse,
  type OffSpecStep,
  type StatusStep,
  type Step,
  type StepOptions,
  step,
} from './step.ts';
export type { Violation } from './violation.ts';
