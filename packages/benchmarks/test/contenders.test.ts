import { beforeAll, expect, test, vi } from 'vitest';
import { accessToken, codeId, createStub, phoneNumberId, version } from '../src/code.ts';
import { contenders, createCall } from '../src/contenders.ts';
import { generateHeyApiClient } from '../src/hey-api.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

beforeAll(generateHeyApiClient);

test.each(contenders)('%s gets the code with one authorized request', async (name) => {
  const requests: Request[] = [];
  const stub = createStub(name === 'fields');
  const call = await createCall(name, 'https://graph.facebook.com', (input, init) => {
    requests.push(new Request(input, init));
    return stub(input, init);
  });

  const result = await call();
  expect(JSON.stringify(result)).toContain('Show me Cyber Monday deals!');
  expect(requests).toHaveLength(1);
  const [request] = requests;
  const { origin, pathname } = new URL(request?.url ?? '');
  expect(origin + pathname).toBe(`https://graph.facebook.com/${version}/${phoneNumberId}/message_qrdls/${codeId}`);
  expect(request?.headers.get('authorization')).toBe(`Bearer ${accessToken}`);
});
