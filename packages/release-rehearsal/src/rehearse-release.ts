// pnpm rehearse-release: a release of the last commit to a registry on this machine, and consumers of it.
import { rehearse } from './rehearsal.ts';
import { runInTemporaryFolder } from './temporary-folder.ts';

await runInTemporaryFolder('The rehearsal', async (folder, signal) => {
  await rehearse(folder, signal, (line) => console.log(line));
  console.log('\nThe rehearsal passed.');
});
console.log('The registry is stopped; clone and consumers are removed.');
