import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledBytes } from './bundle-size.ts';
import { runNode } from './child.ts';
import { heyApiFolder } from './hey-api.ts';
import { importTimes } from './import-time.ts';
import { limits } from './limits.ts';
import { allOperations, allOperationsOfOpenapiFetch, imports, smallest, smallestOfPeers } from './programs.ts';
import { inRounds } from './rounds.ts';
import { createRow, type Row } from './row.ts';
import { typeInstantiations } from './type-instantiations.ts';

const packages = ['openapi-fetch', 'ky', 'ofetch', 'whatsapp-api-js'] as const;

/** What a program pays for the client besides the time of its calls. */
export async function measureCost(rounds: number): Promise<Row[]> {
  return [
    await sizeRow(),
    await importRow(rounds),
    typesRow('type instantiations, smallest program', smallest, smallestOfPeers['openapi-fetch'], 150),
    typesRow('type instantiations, all five operations', allOperations, allOperationsOfOpenapiFetch, 300),
    createRow({
      what: 'run-time dependencies',
      unit: '',
      ours: [dependenciesOf('@whatsapp-qr/client')],
      peers: Object.fromEntries(packages.map((name) => [name, [dependenciesOf(name)]])),
      target: { is: 'at most', limit: 1 },
    }),
    await filesRow(),
    await memoryRow(rounds),
  ];
}

async function sizeRow(): Promise<Row> {
  const kilobytes = async (program: string, folder = import.meta.dirname) => [
    (await bundledBytes(program, folder)) / 1_000,
  ];
  const peers: Record<string, number[]> = {};
  for (const [name, program] of Object.entries(smallestOfPeers)) {
    peers[name] = await kilobytes(program, name === 'hey-api' ? heyApiFolder : undefined);
  }
  const target = { is: 'at most', limit: 10.5 } as const;
  return createRow({
    what: 'smallest program in one file, minified, `gzip -9`',
    ...{ unit: 'kB', digits: 1, target, ours: await kilobytes(smallest), peers },
  });
}

async function importRow(rounds: number): Promise<Row> {
  const { client = [], ...peers } = await importTimes(imports, rounds);
  const target = { is: 'at most', limit: 1.5, of: 'whatsapp-api-js' } as const;
  return createRow({ what: 'import, over an empty program', unit: 'ms', digits: 1, target, ours: client, peers });
}

function typesRow(what: string, program: string, peer: string, limit: number): Row {
  return createRow({
    what,
    unit: '',
    ours: [typeInstantiations(program)],
    peers: { 'openapi-fetch': [typeInstantiations(peer)] },
    target: { is: 'at most', limit },
  });
}

function dependenciesOf(name: string): number {
  const manifest = readFileSync(join(import.meta.dirname, '../node_modules', name, 'package.json'), 'utf8');
  return Object.keys(JSON.parse(manifest).dependencies ?? {}).length;
}

/** The files below a folder that one `get` of the contender enters. */
export async function filesEntered(name: string, folder: string): Promise<readonly string[]> {
  const entered: string[] = await runNode([join(import.meta.dirname, 'files-entered.ts'), name]);
  return entered.filter((file) => file.includes(folder));
}

async function filesRow(): Promise<Row> {
  const files = async (name: string, folder: string) => [(await filesEntered(name, folder)).length];
  const peers: Record<string, number[]> = { 'hey-api': await files('hey-api', '/.cache/hey-api/') };
  for (const name of packages) peers[name] = await files(name, `/node_modules/${name}/`);
  return createRow({
    what: 'files of the package that one `get` enters',
    unit: '',
    ours: await files('client', '/client/dist/'),
    peers,
    target: { is: 'at most', limit: limits.filesEntered },
  });
}

async function memoryRow(rounds: number): Promise<Row> {
  const program = join(import.meta.dirname, 'memory.ts');
  const kilobytes = await inRounds('memory', ['client', 'openapi-fetch'], rounds, (name) =>
    runNode<number>(['--expose-gc', program, name]),
  );
  return createRow({
    what: 'memory left by 50,000 calls',
    unit: 'kB',
    ours: kilobytes('client'),
    peers: { 'openapi-fetch': kilobytes('openapi-fetch') },
    // 20 bytes for each call, which is what `pnpm soak` tolerates.
    target: { is: 'at most', limit: 1_000 },
  });
}
