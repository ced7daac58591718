import type { Estimate } from '../energy/estimate';
import type { WrittenValue } from '../model/written-values';
import { formatBytes, formatShare } from '../units/format';
import { message } from '../units/message';
import { numberEdit, textLayers, type Advice, type Edit, type Subject } from './advice';
import { siblingEdit } from './sibling-edit';

/** Groups that Ainslie et al. 2023 (GQA, arXiv:2305.13245) find near the quality of all heads. */
const usualGroups = 8;
const fewestHeads = 8;
/** Below this nobody would change an architecture for it. */
const leastSaving = 0.01;

/** How files call key-value heads beside each name for heads; the first that the file's architecture reads. */
const siblings: Readonly<Record<string, readonly string[]>> = {
  num_attention_heads: ['num_key_value_heads'],
  num_heads: ['num_key_value_heads', 'num_kv_heads'],
  n_heads: ['n_kv_heads'],
  n_head: ['n_kv_heads', 'n_head_kv'],
};

/**
 * Keys and values of every head where groups of heads could share them (grouped-query attention): what the key-value
 * cache and a written token would save. Told only where the architecture reads the number from the file.
 */
export function adviseOnKeyValueHeads(subject: Subject): readonly Advice[] {
  const { text, spec, estimate, values } = subject;
  if (!spec.generates) return [];
  const heads = values.find(({ concept }) => concept === 'num_attention_heads');
  const written = values.find(({ concept }) => concept === 'num_key_value_heads');
  if (heads === undefined || heads.value < fewestHeads || !hasKeysOfEveryHead(subject, heads.value))
    return [];
  if (written !== undefined && written.value !== heads.value) return [];
  const groups = largestDivisor(heads.value, Math.min(usualGroups, heads.value / 2));
  if (groups === null) return [];
  const found = firstThatSaves(subject, editsFor(text, heads, written, groups));
  const before = estimate.memory.kvCacheBytesPerToken;
  const after = found?.after.memory.kvCacheBytesPerToken ?? null;
  if (found === null || before === null || after === null) return [];
  const energy = 1 - found.after.inference.joulesPerToken.mid / estimate.inference.joulesPerToken.mid;
  if (!(energy >= leastSaving)) return [];
  const share = formatShare(1 - after / before);
  return [
    {
      code: 'key-value-heads',
      severity: 'hint',
      message: message(
        'Every head keeps keys and values of its own. Shared by {0} groups of heads, the KV cache would take {1} a token, not {2}, and serving a token {3} less energy (modelled, {4} tokens of context).',
        groups,
        formatBytes(after),
        formatBytes(before),
        formatShare(energy),
        estimate.plan.sequenceLength,
      ),
      span: (written ?? heads).span,
      model: subject.model,
      fixes: () => [
        {
          title: message('Use {0} key-value heads: {1} less KV cache', groups, share),
          edits: found.edits,
          plan: null,
        },
      ],
    },
  ];
}

/** Whether the layers keep keys and values for each of so many heads. */
const hasKeysOfEveryHead = (subject: Subject, heads: number): boolean =>
  textLayers(subject).some(
    (layer) =>
      layer.kind === 'attention' &&
      layer.heads === heads &&
      layer.cachedPerToken === heads * (layer.queryKeyWidth + layer.valueWidth),
  );

function largestDivisor(whole: number, most: number): number | null {
  for (let divisor = Math.floor(most); divisor > 1; divisor -= 1) if (whole % divisor === 0) return divisor;
  return null;
}

function editsFor(
  text: string,
  heads: WrittenValue,
  written: WrittenValue | undefined,
  groups: number,
): readonly (readonly Edit[])[] {
  if (written !== undefined) return [[numberEdit(text, written.span, groups)]];
  return (siblings[heads.key] ?? []).flatMap((key) => {
    const edit = siblingEdit(text, heads, key, String(groups));
    return edit === null ? [] : [[edit]];
  });
}

function firstThatSaves(
  { estimate, estimateAfter }: Subject,
  candidates: readonly (readonly Edit[])[],
): { readonly edits: readonly Edit[]; readonly after: Estimate } | null {
  for (const edits of candidates) {
    const after = estimateAfter(edits);
    const cache = after?.memory.kvCacheBytesPerToken ?? null;
    if (after !== null && cache !== null && cache < (estimate.memory.kvCacheBytesPerToken ?? 0))
      return { edits, after };
  }
  return null;
}
