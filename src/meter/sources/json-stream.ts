/** Longer than any document of these programs: what has not ended by then is no JSON. */
const longestDocument = 4 * 1024 * 1024;

/**
 * Puts together the JSON documents of a program that prints one after the other, over any number of lines, with
 * warnings and progress between them. Hand it line by line; it calls `onDocument` for each that is whole.
 */
export function jsonStream(onDocument: (document: unknown) => void): (line: string) => void {
  let pending = '';
  let depth = 0;
  let isInText = false;
  const forget = (): void => {
    pending = '';
    depth = 0;
    isInText = false;
  };
  return (line) => {
    // A document begins at the beginning of a line: a warning may well hold a bracket.
    if (depth === 0 && !/^\s*[[{]/.test(line)) return;
    for (let at = 0; at < line.length; at++) {
      const character = line[at] ?? '';
      if (depth === 0 && character !== '{' && character !== '[') continue;
      pending += character;
      if (isInText) {
        if (character === '\\') pending += line[++at] ?? '';
        else if (character === '"') isInText = false;
      } else if (character === '"') isInText = true;
      else if (character === '{' || character === '[') depth += 1;
      else if (character === '}' || character === ']') {
        depth -= 1;
        if (depth === 0) {
          const document = parse(pending);
          forget();
          if (document !== undefined) onDocument(document);
        }
      }
    }
    // No text of JSON goes over the end of a line: a document that was cut is given up.
    if (isInText || pending.length > longestDocument) forget();
    else if (depth > 0) pending += '\n';
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
