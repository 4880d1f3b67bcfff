/**
 * When a code was created, or `undefined` if the answer did not tell. Versions differ in how they write the seconds
 * since 1970: a number and a string of digits are read alike.
 */
export function creationDate(code: { readonly creation_time?: number | string | undefined }): Date | undefined {
  const { creation_time: time } = code;
  const seconds = typeof time === 'string' && /^\d+$/.test(time) ? Number(time) : time;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? new Date(seconds * 1_000) : undefined;
}
