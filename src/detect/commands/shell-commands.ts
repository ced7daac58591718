export type ShellVariables = ReadonlyMap<string, readonly string[]>;

/** One command of a shell text: a program with its arguments, as the shell would hand them over. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** Offset of its first word in the text. */
  readonly from: number;
  /** What a here-document gives to its standard input, and where that begins. */
  readonly input: { readonly text: string; readonly from: number } | null;
  /** What the text assigns, for a command that reads on as a shell does: `bash -c '$LAUNCHER train.py'`. */
  readonly variables: ShellVariables;
}

/** More than any script that people write; what follows is not looked at. */
const mostCommands = 5000;
const mostWordsOfVariable = 500;
const longestExpansion = 4096;

const keyword = /^(?:if|then|elif|else|do|while|until|time|!|\{|exec|command|builtin|&)$/;
const assignment = /^([A-Za-z_]\w*)(\+?)=/;

/**
 * Splits a shell text into its commands. What the text itself assigns is put in for `$NAME` and `${NAME[@]}`; other variables and
 * `$(...)` stay as they are written. Branches and loops are looked into once. Any text will do; never throws.
 */
export function shellCommands(text: string, given: ShellVariables = new Map()): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  const variables = new Map(given);
  const hereDocuments: { readonly delimiter: string; readonly command: number | null }[] = [];
  let words: string[] = [];
  let from = -1;
  let input: ShellCommand['input'] = null;
  let pendingInput = false;
  /** How many `case` the place is in, and whether a pattern of the innermost comes next: `train | fit)`. */
  let cases = 0;
  let inPattern = false;
  let at = 0;

  const endCommand = (): void => {
    while (words[0] !== undefined && keyword.test(words[0])) words.shift();
    if (inPattern) words = [];
    if (words[0] === 'export' || words[0] === 'declare' || words[0] === 'local' || words[0] === 'readonly') {
      for (const word of words) assign(word);
    } else if (words.length > 0 && words.every((word) => assignment.test(word))) {
      for (const word of words) assign(word);
    } else if (words[0] === 'for') {
      addRunFromList();
    } else if (words.length > 0 && words[0] !== 'case') {
      if (pendingInput) {
        const last = hereDocuments.at(-1);
        if (last !== undefined)
          hereDocuments.push({ delimiter: hereDocuments.pop()?.delimiter ?? '', command: commands.length });
      }
      commands.push({ words, from, input, variables });
    }
    words = [];
    from = -1;
    input = null;
    pendingInput = false;
  };
  /** `for command in "${commands[@]}"; do $command; done`: each of the list is a command. */
  const addRunFromList = (): void => {
    const [, name = '', , ...list] = words;
    if (!list.some((item) => /\s/.test(item)) || !runsVariable(name, text.slice(at))) return;
    for (const item of list) {
      const place = text.indexOf(item);
      for (const command of shellCommands(item, variables))
        commands.push({ ...command, from: place < 0 ? from : place + command.from });
    }
  };
  const assign = (word: string): void => {
    const match = assignment.exec(word);
    if (match === null) return;
    const [whole, name = '', plus] = match;
    const value = documentOf(word.slice(whole.length));
    const before = plus === '+' ? (variables.get(name) ?? []).join(' ') : '';
    variables.set(name, [before + value]);
  };

  while (at < text.length && commands.length < mostCommands) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === '\n') {
      endCommand();
      at += 1;
      at = readHereDocuments(at);
    } else if (character === ' ' || character === '\t' || character === '\r') {
      at += 1;
    } else if (goesOn(at)) {
      at += next === '\n' ? 2 : 3;
    } else if (character === '#') {
      while (at < text.length && text.charAt(at) !== '\n') at += 1;
    } else if (character === '&' && next === '>') {
      at = skipRedirection(at + 1);
    } else if (character === '>' || character === '<') {
      at = skipRedirection(at);
    } else if (character === ';' && next === ';') {
      endCommand();
      inPattern = cases > 0;
      at += 2;
    } else if (character === ')' && inPattern) {
      endCommand();
      inPattern = false;
      at += 1;
    } else if (
      character === ';' ||
      character === '&' ||
      character === '|' ||
      character === '(' ||
      character === ')'
    ) {
      endCommand();
      at += 1;
    } else {
      readWord();
    }
  }
  endCommand();
  return commands;

  /** Whether a line goes on in the next: after a backslash, PowerShell's backtick or the caret of Windows' command prompt. */
  function goesOn(place: number): boolean {
    if (!/[\\`^]/.test(text.charAt(place))) return false;
    const after = text.charAt(place + 1);
    return after === '\n' || (after === '\r' && text.charAt(place + 2) === '\n');
  }

  /** `NAME=( a b c )` sets an array; anything else is a word of the command. */
  function readWord(): void {
    const array = /^([A-Za-z_]\w*)(\+?)=\(/.exec(text.slice(at, at + 80));
    if (array !== null) {
      at += array[0].length;
      const elements: string[] = [];
      while (at < text.length && text.charAt(at) !== ')') {
        if (/\s/.test(text.charAt(at))) at += 1;
        else if (text.charAt(at) === '#') while (at < text.length && text.charAt(at) !== '\n') at += 1;
        else if (/[;&|<>(]/.test(text.charAt(at))) at += 1;
        else elements.push(...scanWord().filter((element) => element !== '\\'));
      }
      at += 1;
      const [, name = '', plus] = array;
      const before = plus === '+' ? (variables.get(name) ?? []) : [];
      variables.set(name, [...before, ...elements].slice(0, mostWordsOfVariable));
      return;
    }
    const start = at;
    const read = scanWord();
    // `2>&1`: the digits are of the redirection.
    if (/^\d+$/.test(read.join()) && /[<>]/.test(text.charAt(at))) return;
    if (from < 0) from = start;
    words.push(...read);
    if (words.at(-1) === 'in' && words.at(-3) === 'case') {
      words = [];
      cases += 1;
      inPattern = true;
    } else if (cases > 0 && words.length === 1 && words[0] === 'esac') {
      words = [];
      cases -= 1;
      inPattern = false;
    }
  }

  /** Reads one word at `at`, and moves on behind it. Several words where an unquoted variable holds several. */
  function scanWord(): string[] {
    const found: string[] = [];
    let word = '';
    let isWord = false;
    const start = at;
    while (
      at < text.length &&
      !/[\s;&|()<>]/.test(text.charAt(at)) &&
      !(text.charAt(at) !== '\\' && goesOn(at))
    ) {
      const character = text.charAt(at);
      const next = text.charAt(at + 1);
      isWord = true;
      if (character === "'") {
        const end = text.indexOf("'", at + 1);
        word += text.slice(at + 1, end < 0 ? undefined : end);
        at = end < 0 ? text.length : end + 1;
      } else if (character === '"') {
        at += 1;
        while (at < text.length && text.charAt(at) !== '"') {
          if (text.charAt(at) === '\\' && /["$`\\\n]/.test(text.charAt(at + 1))) {
            if (text.charAt(at + 1) !== '\n') word += text.charAt(at + 1);
            at += 2;
          } else if (text.charAt(at) === '$' || text.charAt(at) === '`') {
            const { values, isList } = expand();
            if (!isList) word += values.join(' ');
            else {
              for (const value of values.slice(0, -1)) {
                found.push(word + value);
                word = '';
              }
              word += values.at(-1) ?? '';
              isWord = values.length > 0;
            }
          } else {
            word += text.charAt(at);
            at += 1;
          }
        }
        at += 1;
      } else if (character === '\\') {
        if (next === '\n' || next === '') {
          at += 2;
          // A line that goes on ends the word only where blanks follow, which the caller sees.
        } else {
          // `.venv\Scripts\python.exe`: nobody escapes letters, and PowerShell's paths have them.
          word += /[\w.]/.test(next) ? character + next : next;
          at += 2;
        }
      } else if (character === '$' || character === '`') {
        const { values, isList } = expand();
        const parts = isList
          ? values
          : // What a substitution will give isn't known: one word.
            (values.join(' ').match(/(?:\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`|\S)+/g) ?? []);
        if (assignment.test(word)) word += values.join(' ');
        else {
          for (const part of parts.slice(0, -1)) {
            found.push(word + part);
            word = '';
          }
          word += parts.at(-1) ?? '';
          if (parts.length === 0 && word === '') isWord = false;
        }
      } else {
        word += character;
        at += 1;
      }
    }
    if (at === start) at += 1;
    if (isWord) found.push(word);
    return found;
  }

  /** The value of what begins with `$` or a backtick at `at`, or its own text where this text doesn't tell. */
  function expand(): { values: readonly string[]; isList: boolean } {
    const start = at;
    if (text.charAt(at) === '`') {
      const end = text.indexOf('`', at + 1);
      at = end < 0 ? text.length : end + 1;
      return { values: [text.slice(start, at)], isList: true };
    }
    if (text.charAt(at + 1) === '(') {
      at = closing(at + 1, '(', ')');
      return { values: [text.slice(start, at)], isList: true };
    }
    if (text.charAt(at + 1) === '{') {
      at = closing(at + 1, '{', '}');
      const written = text.slice(start, at);
      const named = /^\$\{([A-Za-z_]\w*)(\[[@*]\])?(?::?-(.*))?\}$/s.exec(written);
      if (named === null) return { values: [written], isList: true };
      const [, name = '', list, fallback] = named;
      const values =
        variables.get(name) ??
        (fallback === undefined ? [written] : [fallback.replace(/^(["'])(.*)\1$/s, '$2')]);
      return { values: values.map((value) => value.slice(0, longestExpansion)), isList: list === '[@]' };
    }
    const name = /^\$([A-Za-z_]\w*|[@*#?0-9$!])/.exec(text.slice(at, at + 80));
    if (name === null) {
      at += 1;
      return { values: ['$'], isList: true };
    }
    at += name[0].length;
    if (name[1] === '@' || name[1] === '*') return { values: [], isList: true };
    const values = variables.get(name[1] ?? '') ?? [name[0]];
    return { values: values.slice(0, 1).map((value) => value.slice(0, longestExpansion)), isList: false };
  }

  function closing(open: number, opening: string, closer: string): number {
    let depth = 0;
    for (let position = open; position < text.length; position += 1) {
      const character = text.charAt(position);
      if (character === '\\') position += 1;
      else if (character === opening) depth += 1;
      else if (character === closer) {
        depth -= 1;
        if (depth === 0) return position + 1;
      }
    }
    return text.length;
  }

  function skipRedirection(operator: number): number {
    at = operator;
    while (/[<>&|]/.test(text.charAt(at))) at += 1;
    const written = text.slice(operator, at);
    if (written === '<<' && text.charAt(at) === '-') at += 1;
    while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at += 1;
    if (/[\n;)]/.test(text.charAt(at)) || at >= text.length) return at;
    const [target = ''] = scanWord();
    if (written === '<<') {
      hereDocuments.push({ delimiter: target, command: null });
      pendingInput = true;
    }
    return at;
  }

  /** Here-documents begin on the line after the command that they belong to. */
  function readHereDocuments(lineStart: number): number {
    let position = lineStart;
    for (const { delimiter, command } of hereDocuments.splice(0)) {
      const start = position;
      let end = text.length;
      while (position < text.length) {
        const newline = text.indexOf('\n', position);
        const lineEnd = newline < 0 ? text.length : newline;
        if (text.slice(position, lineEnd).trim() === delimiter) {
          end = position;
          position = lineEnd + 1;
          break;
        }
        position = lineEnd + 1;
        if (newline < 0) end = text.length;
      }
      const owner = command === null ? undefined : commands[command];
      if (command === null || owner === undefined) continue;
      const given = text.slice(start, end);
      commands[command] = { ...owner, input: { text: given, from: start } };
      // `read -r -d '' COMMAND <<EOF`
      const [program, ...rest] = owner.words;
      const name = rest.at(-1) ?? '';
      if (program === 'read' && /^[A-Za-z_]\w*$/.test(name)) variables.set(name, [given.trim()]);
    }
    return Math.min(position, text.length);
  }
}

/** Of `$(cat <<EOF ...)` the document; else the value as it is. */
const documentOf = (value: string): string =>
  /^\$\(\s*cat\s+<<-?\s*["']?(\w+)["']?[ \t]*\r?\n([\s\S]*?)\r?\n[ \t]*\1\s*\)$/.exec(value)?.[2] ?? value;

/** Whether a text runs what a variable holds: `$command`, `eval "$command"`, `bash -c "$command"`. */
const runsVariable = (name: string, text: string): boolean =>
  /^\w+$/.test(name) &&
  new RegExp(
    `(?:^|[;&|]|\\bdo|\\bthen)[ \\t]*(?:(?:eval|time|nohup|(?:ba)?sh -c)[ \\t]+)*"?\\$(?:\\{${name}\\}|${name}\\b)`,
    'm',
  ).test(text);
