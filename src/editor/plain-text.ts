/** A lens takes `$(name)` for an icon: texts out of files are kept from making one, and stay on their line. */
export const plainText = (text: string): string =>
  text.replace(/\p{Cc}+/gu, ' ').replaceAll('$(', '$\u200b(');
