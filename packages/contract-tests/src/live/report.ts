import type { Violation } from '@whatsapp-qr/mock';
import { settlementOf } from './settle.ts';

export interface CheckResult {
  readonly name: string;
  readonly seconds: number;
  /** Why it was not run, if it was not. */
  readonly skipped: string | undefined;
  /** Why the call had another result than expected, if it had. */
  readonly error: string | undefined;
  readonly violations: readonly Violation[];
}

export interface Report {
  readonly version: string;
  readonly baseUrl: string;
  /** `2026-11-28`, for instance. */
  readonly date: string;
  readonly interrupted: boolean;
  readonly checks: readonly CheckResult[];
}

export function hasFailed({ error, violations }: CheckResult): boolean {
  return error !== undefined || violations.length > 0;
}

export function reportAsText(report: Report): string {
  const lines = [`Graph ${report.version} at ${report.baseUrl}, compared with spec/${report.version}/openapi.yaml`, ''];
  for (const check of report.checks) {
    lines.push(`${stateOf(check).padEnd(8)}${check.name}${check.skipped === undefined ? '' : `: ${check.skipped}`}`);
    for (const line of detailsOf(check, report)) lines.push(`        ${line}`);
  }
  const failed = report.checks.filter(hasFailed).length;
  const skipped = report.checks.filter((check) => check.skipped !== undefined).length;
  const differences = report.checks.flatMap(({ violations }) => violations).length;
  if (report.interrupted) lines.push('', 'Interrupted: the checks after this were not run.');
  const passed = report.checks.length - failed - skipped;
  lines.push('', `${passed} passed, ${failed} failed, ${skipped} skipped; differences from the spec: ${differences}`);
  return `${lines.join('\n')}\n`;
}

export function reportAsJson(report: Report): string {
  const checks = report.checks.map((check) => ({
    ...check,
    state: stateOf(check),
    violations: check.violations.map((violation) => ({ ...violation, settledBy: settled(violation, report) })),
  }));
  return `${JSON.stringify({ ...report, checks }, null, 2)}\n`;
}

export function reportAsJunit(report: Report): string {
  const { checks, version, baseUrl } = report;
  const cases = checks.map((check) => {
    const details = detailsOf(check, report);
    const content = hasFailed(check)
      ? `<failure message="${xml(details[0] ?? '')}">${xml(details.join('\n'))}</failure>`
      : check.skipped === undefined
        ? ''
        : `<skipped message="${xml(check.skipped)}"/>`;
    return `  <testcase classname="contract ${version}" name="${xml(check.name)}" time="${check.seconds.toFixed(3)}">${content}</testcase>`;
  });
  const failures = checks.filter(hasFailed).length;
  const skipped = checks.filter((check) => check.skipped !== undefined).length;
  const counts = `tests="${checks.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="contract ${version} at ${xml(baseUrl)}" ${counts}>
${cases.join('\n')}
</testsuite>
`;
}

function stateOf(check: CheckResult): 'passed' | 'failed' | 'skipped' {
  if (hasFailed(check)) return 'failed';
  return check.skipped === undefined ? 'passed' : 'skipped';
}

function detailsOf({ error, violations }: CheckResult, report: Report): string[] {
  return [
    ...violations.flatMap((violation) => {
      const { operation = violation.method, side, pointer, expected, found, status } = violation;
      const place = `${operation} ${side}${status === undefined ? '' : ` ${status}`} ${pointer}`.trimEnd();
      return [
        printable(`${place}: expected ${expected}; found ${found}`),
        ...settled(violation, report)
          .split('\n')
          .map((line) => `  ${printable(line)}`),
      ];
    }),
    ...(error === undefined ? [] : [printable(`The client: ${error}`)]),
  ];
}

function settled(violation: Violation, { version, baseUrl, date }: Report): string {
  return settlementOf(violation, version, baseUrl, date);
}

/** Text of a server must not move the cursor of a terminal, nor be a character that XML does not allow. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu, '�');
}

function xml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
}
