import { randomBytes } from 'node:crypto';

/** A fresh, unguessable value for a content security policy. */
export const createNonce = (): string => randomBytes(16).toString('base64');
