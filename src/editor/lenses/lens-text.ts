import { plainText } from '../../units/plain-text';

/** A lens takes `$(name)` for an icon: texts out of files are kept from making one, and stay on their line. */
export const lensText = (text: string): string => plainText(text).replaceAll('$(', '$\u200b(');
