import { runCommand } from './command.ts';
import { type Environment, type Results, readResults, type Setting } from './environment.ts';
import { withServer } from './server.ts';
import { tool, toolVersion } from './tools.ts';

const files = {
  // The packages and Next.js are outside of the application's folder.
  'next.config.mjs': "export default { turbopack: { root: '/' } };",
  'app/layout.jsx': 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;',
  // A server component, and a route handler.
  'app/page.jsx': `
    import { createQrCodeClient } from '@whatsapp-qr/client/v25.0';
    export const dynamic = 'force-dynamic';
    export default async function Page() {
      const options = { phoneNumberId: '1', accessToken: 'not-a-real-token', baseUrl: process.env.MOCK_URL };
      return <p>{(await createQrCodeClient(options).get('ANED2T5QRU7HG1')).code}</p>;
    }`,
  'app/checks/route.js': `
    import { checkClient } from '../../../client-checks.mjs';
    export const dynamic = 'force-dynamic';
    export const GET = async () => Response.json({ client: await checkClient(process.env.MOCK_URL) });`,
};

async function run({ project, mockUrl, signal }: Setting): Promise<Results> {
  for (const name of ['next', 'react', 'react-dom']) project.link(name);
  for (const [name, text] of Object.entries(files)) project.write(`next-app/${name}`, text);
  const cwd = project.path('next-app');
  const env = { MOCK_URL: mockUrl, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: undefined };
  const next = tool('next/dist/bin/next');
  await runCommand(process.execPath, [next, 'build'], { cwd, env, signal, timeoutMs: 300_000 });

  const args = [next, 'start', '--port', '0', '--hostname', '127.0.0.1'];
  return await withServer(args, { cwd, env, signal }, async (url) => {
    const get = async (path: string) => {
      const response = await fetch(url + path, { signal: AbortSignal.timeout(60_000) });
      return await response.text();
    };
    const name = 'a server component reads a code';
    const page = await get('/');
    const component = page.includes('ANED2T5QRU7HG1') ? { name } : { name, problem: page };
    return { client: [component, ...(readResults(await get('/checks')).client ?? [])] };
  });
}

export const nextEnvironment: Environment = {
  name: 'Next.js',
  kind: 'bundlers',
  subjects: ['client'],
  version: () => toolVersion('next'),
  run,
};
