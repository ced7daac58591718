import type { ConfigFields, ConfigObject } from '../config-fields';
import type { TransformerDescription } from '../families/generic/transformer';
import { biases } from '../sub-layers';
import type { ModelPart } from './format';
import { approximatedBy, defaults, has } from './format';
import {
  furtherKeysOf,
  onFurtherKeys,
  withFurtherKeys,
  type FurtherKeys,
  type UsualKeys,
} from './further-keys';
import { said, type Message } from '../../units/message';

/** nanoGPT's GPTConfig and train.py. */
const nanoGptDefaults = defaults({
  n_layer: 12,
  n_head: 12,
  n_embd: 768,
  block_size: 1024,
  vocab_size: 50304,
});

/** GPT-2's checkpoints, which train.py goes on from by `init_from`: their own sizes, vocabulary and biases. */
const checkpoints: Readonly<Record<string, ConfigObject>> = {
  gpt2: { n_layer: 12, n_head: 12, n_embd: 768 },
  'gpt2-medium': { n_layer: 24, n_head: 16, n_embd: 1024 },
  'gpt2-large': { n_layer: 36, n_head: 20, n_embd: 1280 },
  'gpt2-xl': { n_layer: 48, n_head: 25, n_embd: 1600 },
};
const ofCheckpoints: ConfigObject = { vocab_size: 50257, block_size: 1024, bias: true };

const noFurtherKeys: FurtherKeys = { values: {}, ownKeys: {}, understood: [], open: [] };

const describe =
  (usualBias: boolean, notes: readonly Message[] = [], further = noFurtherKeys) =>
  (config: ConfigFields): TransformerDescription => {
    const width = config.size('n_embd');
    const heads = config.size('n_head');
    const hasBias = config.given('bias') ? config.flag('bias') : usualBias;
    const model: TransformerDescription = {
      width,
      layers: config.layers('n_layer'),
      heads,
      keyValueHeads: heads,
      headWidth:
        further.values.head_width === undefined
          ? config.headWidth('n_embd', 'n_head')
          : Math.max(1, Math.floor(width / heads)),
      attentionBias: biases(hasBias),
      norm: hasBias ? 'layer' : 'layerWithoutBias',
      learnedPositions: config.size('block_size'),
      rotatedWidth: 0,
      hidden: 4 * width,
      gated: false,
      feedForwardBias: hasBias,
      vocabulary: config.optionalSize('vocab_size'),
      tied: true,
      contextLength: config.optionalSize('block_size'),
      notes,
    };
    return withFurtherKeys(model, config, further);
  };

const ownKeys = new Set(['n_layer', 'n_head', 'n_embd', 'block_size', 'vocab_size', 'bias']);

/** What nanoGPT's layers are where no further key says otherwise. */
function usualKeys({ n_embd: width, n_head: heads, bias }: ConfigObject, usualBias: boolean): UsualKeys {
  return {
    ...(typeof width === 'number' ? { hidden: 4 * width } : {}),
    hidden_ratio: 4,
    tied: true,
    gated: false,
    ...(typeof width === 'number' && typeof heads === 'number' ? { head_width: width / heads } : {}),
    ...(typeof heads === 'number' ? { key_value_heads: heads } : {}),
    rotary: false,
    learned_positions: true,
    rms_norm: false,
    bias: typeof bias === 'boolean' ? bias : usualBias,
  };
}

/**
 * A GPTConfig(...) in Python source; null where the construct has none of its sizes. `unresolved` are its keys whose value
 * only running the code would tell.
 */
export function gptConfigPart(
  name: string,
  values: ConfigObject,
  prefix: string,
  unresolved: readonly string[] = [],
): ModelPart | null {
  if (!has(values, 'n_layer', 'n_head', 'n_embd') || has(values, 'padded_vocab_size')) return null;
  const isOwn = name === 'GPTConfig' && has(values, 'block_size');
  const further = furtherKeysOf(values, ownKeys, unresolved, usualKeys(values, true));
  return {
    kind: 'transformer',
    architecture: 'nanoGPT',
    prefix,
    values,
    defaults: nanoGptDefaults,
    describe: describe(true, [], further),
    ...approximatedBy([
      ...(isOwn
        ? []
        : [said`Read as nanoGPT by the names of its sizes alone: what ${name} builds is not known.`]),
      ...onFurtherKeys(further, 'nanoGPT'),
    ]),
  };
}

/** Names at module level of which a file that overrides train.py's settings has several, beside `block_size`. */
const settings = [
  'out_dir',
  'eval_interval',
  'eval_iters',
  'log_interval',
  'eval_only',
  'always_save_checkpoint',
  'init_from',
  'wandb_log',
  'wandb_project',
  'wandb_run_name',
  'dataset',
  'gradient_accumulation_steps',
  'batch_size',
  'learning_rate',
  'max_iters',
  'lr_decay_iters',
  'warmup_iters',
  'min_lr',
] as const;
/** As many as no other script has by chance. */
const tellingSettings = 5;

/** Characters of nanoGPT's own character-level data, as its data/shakespeare_char/prepare.py counts them. */
const shakespeareCharacters = 65;

interface Vocabulary {
  readonly values: ConfigObject;
  readonly note: Message | null;
}

/** The vocabulary is the data's: of bytes joined as GPT-2's, unless the data set is one of characters. */
function vocabularyOf(values: ConfigObject): Vocabulary {
  if (has(values, 'vocab_size')) return { values: {}, note: null };
  const data = values['dataset'];
  if (data === 'shakespeare_char')
    return {
      values: { vocab_size: shakespeareCharacters },
      note: said`The vocabulary is assumed to be the ${shakespeareCharacters} characters that nanoGPT’s data/shakespeare_char has.`,
    };
  if (typeof data === 'string' && /char/i.test(data)) return { values: { vocab_size: null }, note: null };
  return {
    values: {},
    note: said`The vocabulary is that of GPT-2 as nanoGPT pads it, unless its data says otherwise.`,
  };
}

/** Names of a script's that speak of layers: most of the others are of the run. */
const tellingNames =
  /kv|head|expert|moe|loop|recur|mlp|ffn|attn|attention|window|norm|mamba|rope|rotary|mixer/i;

/** What a script's settings say of the model beyond nanoGPT's own. */
function settingsBeyond(values: ConfigObject): FurtherKeys {
  const further = furtherKeysOf(values, ownKeys, [], usualKeys(values, false));
  return { ...further, open: further.open.filter((key) => tellingNames.test(key)) };
}

/**
 * The model of a file of nanoGPT's settings (config/*.py, train.py): its own sizes, those of the checkpoint that
 * training goes on from, else those of train.py. Null where the module has too few of the settings.
 */
export function nanoGptPart(values: ConfigObject): ModelPart | null {
  const sizes = ['n_layer', 'n_head', 'n_embd'].filter((key) => typeof values[key] === 'number');
  const written = values['init_from'];
  const start = typeof written === 'string' ? written : '';
  const checkpoint = checkpoints[start];
  const hasLength = typeof values['block_size'] === 'number';
  if (!hasLength && sizes.length === 0 && checkpoint === undefined) return null;
  const told = settings.filter((key) => has(values, key)).length;
  const enough = sizes.length > 0 && sizes.length + Number(hasLength) >= 2 ? 1 : tellingSettings;
  if (told < enough) return null;
  if (checkpoint !== undefined)
    return {
      kind: 'transformer',
      architecture: `nanoGPT from ${start}`,
      prefix: '',
      // A shorter block cuts the learned positions, as train.py does.
      values: {
        ...ofCheckpoints,
        ...(hasLength ? { block_size: values['block_size'] ?? null } : {}),
        ...checkpoint,
      },
      defaults: nanoGptDefaults,
      describe: describe(true),
    };
  const vocabulary = vocabularyOf(values);
  const further = settingsBeyond(values);
  const usual = [
    sizes.length < 3
      ? said`What the file does not say of the model’s size is taken from nanoGPT’s train.py: 12 layers, 12 heads, a width of 768.`
      : null,
    vocabulary.note,
    ...onFurtherKeys(further, 'nanoGPT'),
  ].filter((note) => note !== null);
  return {
    kind: 'transformer',
    architecture: 'nanoGPT',
    prefix: '',
    values: { ...values, ...vocabulary.values },
    defaults: nanoGptDefaults,
    describe: describe(false, usual, further),
    ...approximatedBy(usual),
  };
}
