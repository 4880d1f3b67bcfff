// Loaded before a program that calls Meta: the mock responds instead, in process, for the version in each address.
import { graphVersions } from '@whatsapp-qr/client';
import { createMockFetch } from '@whatsapp-qr/mock';

const versions = Object.keys(graphVersions) as (keyof typeof graphVersions)[];
const mocks = new Map(
  await Promise.all(versions.map(async (version) => [version, await createMockFetch({ version })] as const)),
);

globalThis.fetch = async (input, init) => {
  const url = String(input instanceof Request ? input.url : input);
  const version = versions.find((candidate) => new URL(url).pathname.startsWith(`/${candidate}/`));
  const mock = version && mocks.get(version);
  if (!mock) throw new Error(`no mock for ${url}`);
  return mock(url, init);
};
