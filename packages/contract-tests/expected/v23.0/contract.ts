import { createQrCodeClient, type QrCodeClient } from '@whatsapp-qr/client/v23.0';
import { createMockFetch, startMockServer } from '@whatsapp-qr/mock';
import type { Contract } from '../../src/contract.ts';
import { createQrCode } from './create-qr-code.ts';
import { deleteQrCode } from './delete-qr-code.ts';
import { getQrCode } from './get-qr-code.ts';
import { listQrCodes } from './list-qr-codes.ts';
import { outcomes } from './outcomes.ts';
import { paging } from './paging.ts';
import { refusals } from './refusals.ts';
import { updateQrCode } from './update-qr-code.ts';

export const contract: Contract<QrCodeClient, 'v23.0'> = {
  version: 'v23.0',
  createQrCodeClient,
  startMock: () => startMockServer({ version: 'v23.0', log: false }),
  createMockFetch: () => createMockFetch({ version: 'v23.0', log: false }),
  outcomes,
  calls: [listQrCodes, createQrCode, updateQrCode, getQrCode, deleteQrCode],
  refusals,
  paging,
};
