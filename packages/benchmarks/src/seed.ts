import { codeId, phoneNumberId } from './code.ts';

/** As many codes as a phone number can have; the one that is requested is the oldest. */
const others = Array.from({ length: 1_999 }, (_, index) => ({ prefilled_message: `${index}` }));
export const seed = { [phoneNumberId]: [...others, { prefilled_message: 'Hi', code: codeId }] };
