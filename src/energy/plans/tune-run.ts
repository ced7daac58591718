import type { ConfigObject } from '../../model/config-fields';
import { emptyObject, setAt } from '../../model/documents/document';
import { readShell } from '../../model/documents/shell';
import { shellWords, type ShellWord } from '../../model/documents/shell-words';
import type { Span } from '../../model/reading';
import { said } from '../../units/message';
import { takeDevices } from './framework-sections';
import { PlanFields, type TrainingPlan } from './plan-fields';
import { torchtune } from './torchtune';
import { torchtuneConfigs } from './torchtune-configs-table';
import { plainArguments } from './trainer-scripts';

/** Where torchtune's adapters are in its own configs. */
const usualModules = ['q_proj', 'v_proj', 'output_proj'];

/** What a word of the table stands for in a config. */
function putSetting(values: Record<string, ConfigObject[string]>, word: string): void {
  const [key = '', value] = word.split(/=(.*)/);
  if (key === 'recomputed') setAt(values, 'enable_activation_checkpointing', true);
  else if (key === 'rank') {
    setAt(values, 'model.lora_rank', Number(value));
    setAt(values, 'model.lora_attn_modules', usualModules);
    setAt(values, 'model.apply_lora_to_mlp', true);
  } else setAt(values, key, value === undefined ? true : typed(value));
}

const typed = (text: string): ConfigObject[string] =>
  /^[+-]?\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?$/i.test(text)
    ? Number(text.replaceAll('_', ''))
    : /^(?:true|false)$/i.test(text)
      ? text.toLowerCase() === 'true'
      : text;

/** The builder that a config's name tells: `llama3_1/8B_qlora` is built by `llama3_1.qlora_llama3_1_8b`. */
function builderOf(name: string): string {
  const [family = '', rest = ''] = name.split('/');
  const size = (rest.split('_')[0] ?? '').toLowerCase().replaceAll('.', '_');
  const adapter = /(?:^|_)qlora/.test(rest) ? 'qlora_' : /lora|dora/.test(rest) ? 'lora_' : '';
  return `${family}.${adapter}${family}_${size}`;
}

/** torchtune's own configs by name, each with the words of its row. */
export const configRows: ReadonlyMap<string, readonly string[]> = new Map(
  torchtuneConfigs
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [settings = '', names = ''] = line.split(': ');
      return names.split(' ').map((name) => [name, settings.split(' ')] as const);
    }),
);

/** The values of one of torchtune's own configs; null where it has none of the name. */
export function configOf(name: string): Record<string, ConfigObject[string]> | null {
  const row = configRows.get(name);
  if (row === undefined) return null;
  const [batch, accumulation, ...settings] = row;
  const own = settings.find((setting) => setting.startsWith('builder='))?.slice('builder='.length);
  const values = emptyObject();
  for (const [path, value] of [
    ['model._component_', `torchtune.models.${own ?? builderOf(name)}`],
    ['batch_size', Number(batch)],
    ['gradient_accumulation_steps', Number(accumulation)],
    ['epochs', 1],
    ['dtype', 'bf16'],
    ['optimizer._component_', 'torch.optim.AdamW'],
    ['enable_activation_checkpointing', false],
  ] as const)
    setAt(values, path, value);
  for (const setting of settings.filter((each) => !each.startsWith('builder='))) putSetting(values, setting);
  return values;
}

/** The words of the first `tune run`, up to the command's end. */
function wordsOfRun(text: string): readonly ShellWord[] | null {
  const words = shellWords(text);
  const at = words.findIndex(({ text: word }, index) => word === 'tune' && words[index + 1]?.text === 'run');
  if (at === -1) return null;
  const end = words.findIndex(({ kind }, index) => index > at && kind !== 'word');
  return words.slice(at + 2, end === -1 ? undefined : end);
}

/** Whether a text is worth reading for torchtune's own configs. */
export const couldHoldTuneRun = (text: string): boolean => {
  const at = text.search(/\btune\s+run\b/);
  return at !== -1 && /--config\b/.test(text.slice(at));
};

/**
 * The training that `tune run RECIPE --config llama3_1/8B_lora batch_size=4` starts, by torchtune's own config of that name, with what the
 * command lays over it; null where it names a file or none that is known. Never throws.
 */
export function readTuneRun(text: string): TrainingPlan | null {
  const words = wordsOfRun(text);
  if (words === null) return null;
  const at = words.findIndex(({ text: word }) => /^--config(?:=|$)/.test(word));
  const [, joined] = /^--config=(.*)$/.exec(words[at]?.text ?? '') ?? [];
  const named = joined === undefined ? words[at + 1] : words[at];
  const name = joined ?? named?.text ?? '';
  const values = configOf(name);
  if (values === null || named === undefined) return null;
  const spanOf = ({ offset, length }: ShellWord): Span => ({ offset, length });
  const shell = readShell(text);
  const given = shell.kind === 'object' ? plainArguments(shell.document, text) : null;
  const spans = new Map<string, Span>();
  for (const word of words) {
    const [, path, value] = /^~?([A-Za-z_]\w*(?:\.\w+)*)=(.*)$/s.exec(word.text) ?? [];
    if (path === undefined || value === undefined) continue;
    const [, variable] = /^\$\{?(\w+)\}?$/.exec(value) ?? [];
    const known = variable === undefined ? undefined : given?.values[variable];
    setAt(values, path, known ?? typed(value));
    spans.set(path, spanOf(word));
  }
  const told = new Set(spans.keys());
  spans.set('', spanOf(named));
  const fields = new PlanFields(values, new Map([...spans]), text);
  torchtune.read(fields);
  // What the config decides stands in no line of the text.
  const why = said`torchtune’s config ${name}`;
  for (const [option, place] of [...fields.places])
    if (!told.has(place.key)) {
      fields.places.delete(option);
      fields.toolDefaults.set(option, why);
    }
  // `tune run` hands what stands in front of the recipe to torchrun.
  for (const word of words.slice(0, at === -1 ? 0 : at)) {
    const [, option, value] = /^--(nproc[-_]per[-_]node|nnodes)(?:=(.*))?$/s.exec(word.text) ?? [];
    if (option === undefined) continue;
    const next = words[words.indexOf(word) + 1]?.text ?? '';
    const written = value ?? next;
    const [, variable] = /^\$\{?(\w+)\}?$/.exec(written) ?? [];
    const path = option.replaceAll('-', '_');
    values[path] = (variable === undefined ? undefined : given?.values[variable]) ?? typed(written);
    spans.set(path, spanOf(word));
  }
  takeDevices(fields, 'nproc_per_node', 'nnodes');
  fields.takeJob();
  if (words.some(({ text: word }) => word.endsWith('_single_device')))
    fields.assume('gpus', 1, said`the recipe’s single device`);
  return { ...fields.plan('torchtune', ''), anchor: spanOf(named) };
}
