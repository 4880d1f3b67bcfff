import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMockFetch } from '../src/index.ts';
import { CODES, get, META, post } from './calls.ts';
import { type Form, forms } from './forms.ts';

// Its types are those of an ES module, which it is not.
const jsQR: typeof import('jsqr').default = createRequire(import.meta.url)('jsqr');

/** What a scanner reads. */
function decode(width: number, height: number, rgba: Uint8ClampedArray): string | undefined {
  return jsQR(rgba, width, height)?.data;
}

/** Draws the path of the library's SVG, which has horizontal, vertical and closing lines only. */
function rasterize(svg: string): { size: number; rgba: Uint8ClampedArray } {
  const [, x, y, width] = /viewBox="(-?\d+) (-?\d+) (\d+) \d+"/.exec(svg) ?? [];
  const size = Number(width);
  const edges: { x: number; from: number; to: number }[] = [];
  for (const [, outline = ''] of svg.matchAll(/ d="([^"]+)"/g)) {
    for (const ring of outline.split(/(?=M)/)) {
      const points: [number, number][] = [];
      let [px, py] = [0, 0];
      for (const [, command, numbers = ''] of ring.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
        const [a = 0, b = 0] = numbers.trim().split(/[ ,]+/).filter(Boolean).map(Number);
        if (command === 'M' || command === 'L') [px, py] = [a, b];
        else if (command === 'H') px = a;
        else if (command === 'V') py = a;
        else if (command === 'h') px += a;
        else if (command === 'v') py += a;
        else if (command === 'l') [px, py] = [px + a, py + b];
        if (command !== 'Z' && command !== 'z') points.push([px, py]);
      }
      points.forEach(([x1, y1], index) => {
        const [x2 = 0, y2 = 0] = points[(index + 1) % points.length] ?? [];
        if (x1 === x2) edges.push({ x: x1, from: Math.min(y1, y2), to: Math.max(y1, y2) });
      });
    }
  }
  const scale = 4;
  const rgba = new Uint8ClampedArray(size * scale * size * scale * 4).fill(255);
  for (let row = 0; row < size * scale; row++) {
    for (let column = 0; column < size * scale; column++) {
      const cx = Number(x) + (column + 0.5) / scale;
      const cy = Number(y) + (row + 0.5) / scale;
      const crossings = edges.filter((edge) => edge.x < cx && edge.from < cy && edge.to > cy).length;
      if (crossings % 2 === 1) rgba.fill(0, (row * size * scale + column) * 4, (row * size * scale + column) * 4 + 3);
    }
  }
  return { size: size * scale, rgba };
}

describe.each(forms)('%s', (_form, start) => {
  let form: Form;
  beforeEach(async () => {
    form = await start({ stateful: true, imageTtlMs: 60_000 });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await form[Symbol.asyncDispose]();
  });

  async function created(format?: string) {
    const body = { prefilled_message: 'Hi', ...(format && { generate_qr_image: format }) };
    return JSON.parse(await (await post(form.call, form.origin + CODES, body)).text());
  }
  async function read(code: string, fields = '') {
    return JSON.parse(await (await get(form.call, `${form.origin}${CODES}/${code}${fields}`)).text()).data[0];
  }

  test('the address is there only if it is requested', async () => {
    const { code, ...rest } = await created();
    expect(rest).not.toHaveProperty('qr_image_url');
    expect(await read(code)).not.toHaveProperty('qr_image_url');
    expect(await read(code, '?fields=qr_image_url.format(SVG)')).toHaveProperty('qr_image_url');
    const list = await get(form.call, `${form.origin}${CODES}?fields=qr_image_url.format(PNG)`);
    expect(JSON.parse(await list.text()).data[0].qr_image_url).toMatch(
      new RegExp(`/__mock/images/${code}\\.png\\?oe=`),
    );
  });

  test('a PNG of the link, without a token', async () => {
    const { qr_image_url, deep_link_url } = await created('PNG');
    const response = await form.call(qr_image_url);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
    const { width, height, data } = PNG.sync.read(Buffer.from(await response.arrayBuffer()));
    expect(decode(width, height, new Uint8ClampedArray(data))).toBe(deep_link_url);
  });

  test('an SVG of the link', async () => {
    const { code, deep_link_url } = await created();
    const { qr_image_url } = await read(code, '?fields=code,qr_image_url.format(SVG)');
    const response = await form.call(qr_image_url);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    const { size, rgba } = rasterize(await response.text());
    expect(decode(size, size, rgba)).toBe(deep_link_url);
  });

  test('the address expires: oe is hex Unix seconds, and after it comes a 403', async () => {
    vi.useFakeTimers({ now: 1_700_000_000_500, toFake: ['Date'] });
    const { qr_image_url } = await created('SVG');
    expect(qr_image_url).toMatch(/\?oe=[0-9A-F]{8}$/);
    expect(Number.parseInt(new URL(qr_image_url).searchParams.get('oe') ?? '', 16)).toBe(1_700_000_061);
    vi.setSystemTime(1_700_000_060_999);
    expect((await form.call(qr_image_url)).status).toBe(200);
    vi.setSystemTime(1_700_000_061_000);
    const expired = await form.call(qr_image_url);
    expect([expired.status, await expired.text()]).toEqual([403, expect.stringContaining('has expired')]);
    expect((await form.call(qr_image_url.replace(/oe=.*/, 'oe=x'))).status).toBe(403);
    expect((await form.call(qr_image_url.replace(/\?.*/, ''))).status).toBe(403);
  });

  test('requests for images are not requests to the API', async () => {
    const { qr_image_url } = await created('SVG');
    await form.call(qr_image_url);
    expect(form.mock.requests).toHaveLength(1);
  });

  test('what is no image is not found', async () => {
    const { qr_image_url } = await created('SVG');
    for (const address of [qr_image_url.replace('.svg', '.gif'), qr_image_url.replace('/images/', '/images/../')]) {
      expect((await form.call(address)).status).toBe(404);
    }
    expect((await form.call(qr_image_url, { method: 'POST' })).status).toBe(404);
  });
});

test('a Host header that is not a host does not get into addresses', async () => {
  const [, start] = forms[0] ?? [];
  await using form = (await start?.({ stateful: true })) ?? expect.fail('no form');
  const args = ['--silent', `${form.origin}${CODES}`, '--header', 'Authorization: Bearer any'];
  const body = ['--json', '{"prefilled_message":"Hi","generate_qr_image":"SVG"}'];
  const { stdout } = await promisify(execFile)('curl', [...args, ...body, '--header', 'Host: a b"<script>']);
  expect(JSON.parse(stdout).qr_image_url).toMatch(/^http:\/\/127\.0\.0\.1\/__mock\/images\//);
});

test('the library is loaded with the first image', async () => {
  const program = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => { if (url.includes('lean-qr')) loaded.push(url); return next(url, context); } });
    const { createMockFetch } = await import('${new URL('../src/index.ts', import.meta.url)}');
    const fetch = await createMockFetch({ version: 'v23.0', stateful: true });
    const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
    const body = '{"prefilled_message":"Hi","generate_qr_image":"SVG"}';
    const response = await fetch('${META}${CODES}', { method: 'POST', headers, body });
    const { qr_image_url } = await response.json();
    const before = loaded.length;
    await fetch(qr_image_url);
    console.log(before, loaded.length > 0);
  `;
  const args = ['--input-type=module', '--eval', program];
  expect((await promisify(execFile)(process.execPath, args)).stdout).toBe('0 true\n');
});

test('without a state, addresses are the documented ones', async () => {
  const fetch = await createMockFetch({ version: 'v23.0', log: false });
  const response = await post(fetch, META + CODES, { prefilled_message: 'Hi', generate_qr_image: 'SVG' });
  expect(JSON.parse(await response.text()).qr_image_url).toMatch(/^https:\/\/scontent/);
});
