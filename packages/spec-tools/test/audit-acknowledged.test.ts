import { describe, expect, it } from 'vitest';
import { type Audit, auditVersion, isQuiet } from '../src/audit/audit.ts';
import { auditAsText } from '../src/audit/report.ts';
import { edited, smallApi } from './small-api.ts';

interface About {
  readonly form?: string;
  readonly states?: string;
  readonly more?: string;
  readonly ambiguities?: string;
}

/** The facts of a page that states types, parameters and statuses, but neither patterns nor lengths. */
function facts(
  text: string,
  { form = 'page-text', states = 'types, parameters, statuses', ...about }: About = {},
): string {
  return `${text}x-source:
  form: ${form}
  graphVersion: v1.0
  address: unknown
${about.more ?? '  pageAddress: https://codes.example/v1.0.md/\n'}  states: [${states}]
x-ambiguous: ${about.ambiguities ?? '[]'}
`;
}

function audit(source: string, ledger: string, spec = smallApi): Audit {
  return auditVersion({
    version: 'v1.0',
    spec: { file: 'openapi.yaml', text: spec },
    ledger: { file: 'deviations.yaml', text: `version: v1.0\n${ledger}` },
    sources: [{ file: 'reference/page.yaml', text: source }],
  });
}

const none = 'deviations: []\n';

describe('what a page leaves open', () => {
  const ambiguities =
    '[{ line: 7, pointer: "#/components/schemas/Save/properties/size", note: a level }, { line: 8, pointer: "#/components/schemas/Save/properties/image", note: a level }]';
  const acknowledged = (places: string): string =>
    `${none}ambiguous:\n  - sources: [page]\n    why: meant\n    evidence: seen\n    places: [${places}]\n`;

  it('fails until the ledger acknowledges it, and is printed with its place, its number and the entry to add', () => {
    const audited = audit(facts(smallApi, { ambiguities }), none);
    expect(audited).toMatchObject({ differences: [], stale: [] });
    expect(isQuiet(audited)).toBe(false);
    const text = auditAsText(audited);
    expect(text).toContain('page leaves 2 things open that the ledger does not acknowledge:');
    expect(text).toContain('   line 7 of the page, #/components/schemas/Save/properties/size: a level\n');
    expect(text).toContain('         - "#/components/schemas/Save/properties/*"\n');
    expect(text).toContain('v1.0: 2 things that pages leave open and the ledger does not acknowledge.');
  });

  it('is still counted and printed once it is acknowledged', () => {
    const audited = audit(facts(smallApi, { ambiguities }), acknowledged('"#/components/schemas/Save/properties/*"'));
    expect(isQuiet(audited)).toBe(true);
    expect(auditAsText(audited)).toContain('pages leave 2 things open; the ledger acknowledges 2\n');
    expect(auditAsText(audited)).toContain('line 8 of the page, #/components/schemas/Save/properties/image: a level');
  });

  it('is acknowledged place by place, and an acknowledgement of nothing fails', () => {
    const one = audit(facts(smallApi, { ambiguities }), acknowledged('"#/components/schemas/Save/properties/size"'));
    expect(one.ambiguities.map((ambiguity) => ambiguity.acknowledged)).toEqual([true, false]);
    const idle = audit(facts(smallApi), acknowledged('"#/components/schemas/Save/properties/size"'));
    expect(isQuiet(idle)).toBe(false);
    expect(auditAsText(idle)).toContain('deviations.yaml:7: about nothing that a source leaves open.');
  });
});

describe('a page that states no version', () => {
  const unlabelled = facts(smallApi, { form: 'markdown-export', more: '' });
  const entry = 'unlabelled:\n  - source: page\n    evidence: It has what only v1.0 has.\n';

  it('needs evidence in the ledger', () => {
    const audited = audit(unlabelled, none);
    expect(isQuiet(audited)).toBe(false);
    expect(auditAsText(audited)).toContain('reference/page.yaml states no version, and has no address that does.');
    expect(isQuiet(audit(unlabelled, none + entry))).toBe(true);
  });

  it('is not one whose own address is in the facts, which is printed as its address', () => {
    const labelled = audit(facts(smallApi), none);
    expect(isQuiet(labelled)).toBe(true);
    expect(auditAsText(labelled)).toContain('page (page-text), address https://codes.example/v1.0.md/');
    expect(isQuiet(audit(facts(smallApi), none + entry))).toBe(false);
  });
});

describe('a decision that is carried from an older version', () => {
  const carried = (at: string, says: string): string => `deviations:
  - sources: [document, page]
    carried: v0.9
    why: ours
    evidence: seen
    places:
      - at: ${at}
        says: ${says}
        ours: 25
`;
  const maximum = carried('GET /codes > query limit > maximum', '30');

  it('may name sources of that version, and is in order while no source could tell', () => {
    const audited = audit(facts(smallApi), maximum);
    expect(audited).toMatchObject({ differences: [], stale: [], carried: 1 });
    expect(auditAsText(audited)).toContain('1 place of the ledger carried from older versions');
  });

  it('applies again when a source states the same, which the audit asks to write down', () => {
    const stating = facts(edited('maximum: 25', 'maximum: 30'), { states: 'types, bounds' });
    const audited = audit(stating, maximum);
    expect(audited.differences).toEqual([]);
    expect(auditAsText(audited)).toMatch(
      /deviations\.yaml:8: carried from v0\.9, but page can tell now\n.*\n.*\n {3}which states the same\. Name it under "sources", and remove "carried"\./,
    );
  });

  it('fails when a source states something else there', () => {
    const other = audit(facts(edited('maximum: 25', 'maximum: 40'), { states: 'types, bounds' }), maximum);
    expect(other.differences).toMatchObject([{ says: 40, ours: 25 }]);
    expect(other.stale).toMatchObject([{ sources: ['page'], instead: [{ says: 40 }] }]);
    const same = audit(facts(smallApi, { states: 'types, bounds' }), maximum);
    expect(same).toMatchObject({ differences: [], stale: [{ sources: ['page'], instead: [] }] });
  });

  it('is about its operation: a source of another one states nothing about it', () => {
    const bounds = { states: 'types, bounds' };
    const onlyList = smallApi.slice(0, smallApi.indexOf('    post:')) + smallApi.slice(smallApi.indexOf('components:'));
    const ofPost = carried('POST /codes > query limit > maximum', '30');
    expect(audit(facts(onlyList, bounds), ofPost).stale).toEqual([]);
    expect(audit(facts(onlyList, bounds), carried('"* > query limit > maximum"', '30')).stale).toHaveLength(1);
  });

  it('stays while its own source is missing, whatever others say there', () => {
    const ledger = maximum.replace('[document, page]', '[document]');
    expect(audit(facts(smallApi, { states: 'types, bounds' }), ledger)).toMatchObject({ differences: [], stale: [] });
    const other = audit(facts(edited('maximum: 25', 'maximum: 40'), { states: 'types, bounds' }), ledger);
    expect(other).toMatchObject({ differences: [{ says: 40, ours: 25 }], stale: [] });
  });

  it.each([
    ['header', 'POST /codes > header Authorization', 'parameters'],
    ['response', 'GET /codes > response 429', 'statuses'],
    ['property', 'POST /codes > body > application/json > .made', 'types'],
    ['media type', 'POST /codes > body > text/plain', 'media-types'],
    ['example', 'POST /codes > body > application/json > example other', 'request-examples'],
    ['bearer format', 'security http bearer > bearerFormat', 'headers', 'openapi'],
  ])('of a %s fails when the form of a source states such things', (_kind, at, kind, form = 'page-text') => {
    const ledger = carried(JSON.stringify(at), '30');
    expect(audit(facts(smallApi, { states: 'servers' }), ledger).stale).toEqual([]);
    expect(audit(facts(smallApi, { states: kind, form }), ledger).stale).toHaveLength(1);
  });
});
