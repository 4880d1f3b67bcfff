/** JSON pointers into the response body at which a result does not match its type. */
export function violations(operation: string, result: unknown, withImage: boolean): string[] {
  const found: string[] = [];
  const expectAt = (pointer: string, isRight: boolean) => void (isRight || found.push(pointer));

  const checkCode = (code: unknown, pointer: string) => {
    const at = (name: string): unknown => Reflect.get(Object(code), name);
    expectAt(`${pointer}/code`, typeof at('code') === 'string' && String(at('code')).length === 14);
    expectAt(`${pointer}/prefilled_message`, typeof at('prefilled_message') === 'string');
    expectAt(`${pointer}/deep_link_url`, typeof at('deep_link_url') === 'string');
    if (withImage) expectAt(`${pointer}/qr_image_url`, typeof at('qr_image_url') === 'string');
    expectAt(`${pointer}/creation_time`, ['number', 'undefined'].includes(typeof at('creation_time')));
  };

  const checkPaging = (paging: unknown) => {
    if (paging === undefined) return;
    expectAt('/paging', isObject(paging));
    if (!isObject(paging)) return;
    for (const name of ['next', 'previous']) checkText(paging, name, '/paging');
    const { cursors } = paging;
    if (cursors === undefined) return;
    expectAt('/paging/cursors', isObject(cursors));
    if (isObject(cursors)) for (const name of ['after', 'before']) checkText(cursors, name, '/paging/cursors');
  };

  const checkText = (value: Record<string, unknown>, name: string, pointer: string) =>
    expectAt(`${pointer}/${name}`, ['string', 'undefined'].includes(typeof value[name]));

  if (operation === 'listQrCodes') {
    const data: unknown = Reflect.get(Object(result), 'data');
    expectAt('/data', Array.isArray(data));
    for (const [index, code] of Object.entries(data ?? {})) checkCode(code, `/data/${index}`);
    checkPaging(Reflect.get(Object(result), 'paging'));
  } else if (operation === 'deleteQrCode') {
    expectAt('/success', Reflect.get(Object(result), 'success') === true);
  } else {
    checkCode(result, operation === 'getQrCode' ? '/data/0' : '');
  }
  return found;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
