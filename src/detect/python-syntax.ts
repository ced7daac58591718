import type { PythonNode } from './python-tree';

/** One argument of a call: `keyword` is null for a positional one. */
export interface Argument {
  readonly keyword: string | null;
  readonly value: PythonNode;
}

/** Chains longer than this are generated; following each of their links to the root would take quadratic time. */
const longestPath = 40;

/**
 * The dotted path of an expression, with `()` after what is called and `[]` after what is indexed:
 * `model.to(device).train` is `model.to().train`. Starts with `?` where the root isn't a name
 * or is too far.
 */
export function expressionPath(expression: PythonNode, text: string): string {
  const plain = plainPath(expression, text);
  if (plain !== null) return plain;
  const parts: string[] = [];
  let node: PythonNode | null = expression;
  while (node !== null && parts.length < longestPath) {
    switch (node.name) {
      case 'VariableName':
        parts.push(text.slice(node.from, node.to));
        return parts.reverse().join('');
      case 'MemberExpression': {
        const last: PythonNode | null = node.lastChild;
        parts.push(last?.name === 'PropertyName' ? `.${text.slice(last.from, last.to)}` : '[]');
        node = node.firstChild;
        break;
      }
      case 'CallExpression':
        parts.push('()');
        node = node.firstChild;
        break;
      case 'AwaitExpression':
        node = node.lastChild;
        break;
      case 'ParenthesizedExpression':
        node = node.firstChild?.nextSibling ?? null;
        break;
      default:
        node = null;
    }
  }
  parts.push('?');
  return parts.reverse().join('');
}

/** Longer ones are left to be followed link by link. In UTF-16 units. */
const longestPlain = longestPath;

/** Of `trainer`, or `self.trainer.fit`, which are their own path, that; null of what calls, indexes, or is set with spaces. */
function plainPath({ name, from, to }: PythonNode, text: string): string | null {
  if ((name !== 'VariableName' && name !== 'MemberExpression') || to - from > longestPlain) return null;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
    // A number's attribute begins with a digit.
    if (!isLetter && (at === from || (code !== 46 && (code < 48 || code > 57)))) return null;
  }
  return text.slice(from, to);
}

export function argumentsOf(call: PythonNode, text: string): Argument[] {
  const found: Argument[] = [];
  let keyword: string | null = null;
  for (let node = call.getChild('ArgList')?.firstChild ?? null; node !== null; node = node.nextSibling) {
    if (node.name === 'VariableName' && node.nextSibling?.name === 'AssignOp') {
      keyword = text.slice(node.from, node.to);
      node = node.nextSibling;
    } else if (/\w/.test(node.name)) {
      found.push({ keyword, value: node });
      keyword = null;
    }
  }
  return found;
}

/** The value of a plain string literal, or null where it is another thing, formatted or has escapes. */
export function stringValue(node: PythonNode, text: string): string | null {
  if (node.name !== 'String') return null;
  return /^[rRuU]?(["'])([^"'\\\n]*)\1$/.exec(text.slice(node.from, node.to))?.[2] ?? null;
}

const longestProduct = 5;

/** The value of a number such as `32`, `1_000`, `3e-4`, `-1`, `5 * 8` or `2 ** 14`, or null where it is another thing. */
export function numberValue(node: PythonNode, text: string, depth = 0): number | null {
  if (node.name === 'BinaryExpression' && depth < longestProduct) {
    const [left, operator, right] = [node.firstChild, node.firstChild?.nextSibling, node.lastChild];
    if (!left || !operator || !right) return null;
    const [first, second] = [left, right].map((side) => numberValue(side, text, depth + 1));
    if (typeof first !== 'number' || typeof second !== 'number') return null;
    const written = text.slice(operator.from, operator.to);
    return written === '*' ? first * second : written === '**' ? first ** second : null;
  }
  if (node.name !== 'Number' && node.name !== 'UnaryExpression') return null;
  const literal = text.slice(node.from, node.to);
  if (!/^[+-]?\s*(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?$/i.test(literal)) return null;
  const value = Number(literal.replace(/[_\s]/g, ''));
  return Number.isFinite(value) ? value : null;
}

/** Whether a text gives a name more than one value: by assignments, as a parameter, in a loop. */
export const isSetAgain = (name: string, text: string): boolean =>
  (
    text.match(
      new RegExp(
        `\\b${name}\\b(?:[ \\t]*:[ \\t]*\\w+)?[ \\t]*=(?!=)|\\b${name}[ \\t]*,[\\w \\t,.]*=(?!=)|,[ \\t]*${name}[ \\t]*=(?!=)|\\b(?:for|global|nonlocal|as)\\s+${name}\\b`,
        'g',
      ),
    ) ?? []
  ).length > 1;

/** What compiles a function and gives it back: `jax.jit`, `eqx.filter_jit`, `tf.function`. */
const compiler = /(?:^|\.)(?:jit|pmap|filter_jit|filter_pmap|njit|function|compile)\(\)$/;

/** The variable that a lambda is assigned to, at once or compiled: it is a function of that name. */
export function nameOfLambda(lambda: PythonNode, text: string): string | null {
  const call = lambda.prevSibling?.name === '(' ? (lambda.parent?.parent ?? null) : null;
  const isCompiled = call?.name === 'CallExpression' && compiler.test(expressionPath(call, text));
  const value = isCompiled ? call : lambda;
  const target = value.prevSibling?.name === 'AssignOp' ? value.prevSibling.prevSibling : null;
  const isName = target?.name === 'VariableName' && target.parent?.name === 'AssignStatement';
  return isName ? text.slice(target.from, target.to) : null;
}
