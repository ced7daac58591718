/** A word of a shell script as it is written, quotes taken off the ends of quoted parts, or a break between commands. */
export interface ShellWord {
  readonly kind: 'word' | 'break' | 'open' | 'close';
  readonly text: string;
  readonly offset: number;
  readonly length: number;
}

const isSpace = (character: string): boolean => character === ' ' || character === '\t' || character === '\r';

/** Where `$(`, `$((` or `${` that opens at `from` closes: the place after its last bracket. */
function expansionEnd(text: string, from: number): number {
  const [open, close] = text[from + 1] === '{' ? ['{', '}'] : ['(', ')'];
  let depth = 0;
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at + 1;
  }
  return text.length;
}

/**
 * Splits a script, or the text of a quoted list of arguments, into words: comments and continued lines left out.
 * Variables stay as they are written.
 */
export function shellWords(text: string, base = 0): ShellWord[] {
  const words: ShellWord[] = [];
  let at = 0;
  const push = (kind: ShellWord['kind'], from: number, content: string): void => {
    words.push({ kind, text: content, offset: base + from, length: Math.max(1, at - from) });
  };
  while (at < text.length) {
    const from = at;
    const character = text[at] ?? '';
    if (isSpace(character)) at++;
    else if (character === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3)))
      at += text[at + 1] === '\r' ? 3 : 2;
    else if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end;
    } else if (character === '(' || character === ')') {
      at++;
      push(character === '(' ? 'open' : 'close', from, character);
    } else if (/^\d+[<>]/.test(text.slice(at, at + 3))) {
      // The number of a stream that is redirected, `2>&1`, is no word of the command.
      while (/\d/.test(text[at] ?? '')) at++;
    } else if (/[\n;&|<>]/.test(character)) {
      at++;
      push('break', from, character);
    } else {
      let content = '';
      while (at < text.length) {
        const letter = text[at] ?? '';
        if (letter === "'" || letter === '"') {
          let end = at + 1;
          while (end < text.length && text[end] !== letter)
            end += text[end] === '\\' && letter === '"' ? 2 : 1;
          content += text.slice(at + 1, end);
          at = end + 1;
        } else if (letter === '$' && (text[at + 1] === '(' || text[at + 1] === '{')) {
          const end = expansionEnd(text, at);
          content += text.slice(at, end);
          at = end;
        } else if (letter === '\\' && at + 1 < text.length && text[at + 1] !== '\n') {
          content += text[at + 1] ?? '';
          at += 2;
        } else if (isSpace(letter) || /[\n;&|<>()\\]/.test(letter)) {
          break;
        } else {
          content += letter;
          at++;
        }
      }
      at = Math.min(at, text.length);
      if (at === from) at++;
      push('word', from, content);
    }
  }
  return words;
}
