/**
 * When a code was created; `undefined` if the response has no time. Versions differ in how they write the seconds
 * since 1970: a number and a string of digits are read alike.
 */
export function creationDate(code: { readonly creation_time?: number | string | undefined }): Date | undefined {
  const { creation_time: time } = code;
  const seconds = typeof time === 'string' && /^\d+$/.test(time) ? Number(time) : time;
  // More seconds than a Date can hold make one whose time is NaN.
  const date = typeof seconds === 'number' ? new Date(seconds * 1_000) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}
