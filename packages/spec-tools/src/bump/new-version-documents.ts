import path from 'node:path';
import type { SourceText } from '@whatsapp-qr/openapi-document';
import type { VersionDocuments } from '../audit/audit.ts';
import { inVersion, withoutUnlabelled } from './carry-ledger.ts';
import type { NamedReference } from './request.ts';

/** The documents of a new version: those of the former one with the version changed in them, and the new facts. */
export function newVersionDocuments(
  version: string,
  from: string,
  former: VersionDocuments,
  references: readonly NamedReference[],
): VersionDocuments {
  const folder = path.join(path.dirname(path.dirname(former.spec.file)), version);
  const ofFormer = new RegExp(`(?<![\\w.])${from.replaceAll('.', '\\.')}(?!\\w|\\.\\d)`, 'g');
  const rewrite = (text: string): string => text.replaceAll(ofFormer, version);
  const moved = ({ file, text }: SourceText): SourceText => ({ file: path.join(folder, path.basename(file)), text });
  return {
    version,
    specFolder: former.specFolder,
    spec: moved({ ...former.spec, text: rewrite(former.spec.text) }),
    ledger: moved(inVersion(withoutUnlabelled(former.ledger), rewrite)),
    sources: references.map(({ name, facts }) => ({
      file: path.join(folder, 'reference', `${name}.yaml`),
      text: facts,
    })),
  };
}
