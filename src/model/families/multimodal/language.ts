import type { ConfigFields, ConfigObject } from '../../config-fields';
import type { Block } from '../../spec';
import { architectureClass, decoderHead, headNotCounted } from '../decoder';
import type { Library, ModelShape } from '../family';
import { labelCount } from '../labels';
import type { Section } from './towers';
import { shapeOfSection } from './towers';
import { type Message, said } from '../../../units/message';

/**
 * Whose tie_word_embeddings ties the output head of a model with a nested language model: its own; its own or the nested
 * config's; its own or the nested config's where the file says it; the nested config's alone; nobody's.
 */
export type Tie = 'own' | 'ownOrText' | 'ownOrWrittenText' | 'text' | 'never';

export interface LanguageModelDescription {
  readonly key?: string;
  /** Its model type, where the file does not say it; whatever the file says where `fixed`. */
  readonly modelType?: string;
  readonly fixed?: boolean;
  readonly tie?: Tie;
  /** Whether older files hold its keys beside the owner's. */
  readonly ownKeys?: boolean;
  /** Names that older files give the nested model, and what they mean. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** The type that it is built as, where its own is only a name for its defaults. */
  readonly readAs?: string;
  /** What the owner lays over its values. */
  readonly overrides?: ConfigObject;
}

function isTied(config: ConfigFields, text: ConfigFields, tie: Tie): boolean {
  if (tie === 'never') return false;
  if (tie === 'text') return text.flag('tie_word_embeddings');
  if (config.flag('tie_word_embeddings')) return true;
  if (tie === 'ownOrText') return text.flag('tie_word_embeddings');
  return tie === 'ownOrWrittenText' && text.given('tie_word_embeddings') && text.flag('tie_word_embeddings');
}

/** The task of a class that has its head on the language model, with classes that the owner counts; null for others. */
const taskOf = (config: ConfigFields): string | null =>
  /^(?!Qwen3ASR).*(For(?:Sequence|Token)Classification)$/.exec(architectureClass(config) ?? '')?.[1] ?? null;

/** The config of the language model inside `config`, with the head and the tie that the owner gives it. */
export function languageModelSection(config: ConfigFields, description: LanguageModelDescription): Section {
  const { key = 'text_config', modelType, fixed = false, tie = 'own', ownKeys = false } = description;
  const { renamed = {} } = description;
  const read = (type: string | undefined): Section => {
    const overrides: ConfigObject = type === undefined ? {} : { model_type: type };
    return ownKeys && modelType !== undefined
      ? config.sectionOrOwn(key, modelType, overrides)
      : config.section(key, modelType, overrides);
  };
  const written = read(fixed ? modelType : undefined);
  const meant = renamed[written.modelType];
  const section = meant === undefined ? written : read(meant);
  const head = decoderHead(config) === 'languageModel' ? 'ForCausalLM' : (taskOf(config) ?? 'Model');
  return {
    config: section.config.overlaid({
      architectures: [head],
      ...(taskOf(config) === null ? {} : { num_labels: labelCount(config), id2label: null }),
      tie_word_embeddings: isTied(config, section.config, tie),
      ...description.overrides,
    }),
    modelType: description.readAs ?? section.modelType,
  };
}

/** A language model with towers: its blocks, then theirs, which a pass over text leaves out. */
export function withTowers(
  config: ConfigFields,
  library: Library,
  description: LanguageModelDescription,
  towersOf: (
    text: ModelShape,
    section: Section,
  ) => {
    readonly blocks: readonly Block[];
    readonly notes?: readonly Message[];
  },
): ModelShape {
  const section = languageModelSection(config, description);
  const text = shapeOfSection(section, library);
  const towers = towersOf(text, section);
  // An encoder of text that has the owner's class tells of its head itself.
  const isOwnersClass = description.overrides?.['architectures'] !== undefined;
  return {
    ...text,
    blocks: [...text.blocks, ...towers.blocks],
    notes: [
      ...text.notes,
      ...(!isOwnersClass && decoderHead(config) === 'other' && taskOf(config) === null
        ? [headNotCounted(architectureClass(config))]
        : []),
      said`A pass over text alone: what an image or a sound adds is told apart, for one of them.`,
      ...(towers.notes ?? []),
    ],
  };
}
