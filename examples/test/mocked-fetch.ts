// Loaded before a program that calls Meta: the mock answers instead, in process.
import { createMockFetch } from '@whatsapp-qr/mock';

globalThis.fetch = await createMockFetch({ version: 'v23.0' });
