import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear } from '../../layers';
import { encoderLayer, encoderShapeOf } from '../bert';
import { bertEmbedding, block, textEncoder } from '../encoders/text-encoder';
import type { ModelShape } from '../family';

/** A text tower of BERT's layers and the width of what it puts out. */
export interface BertTower {
  readonly shape: ModelShape;
  readonly outputs: number;
}

const bertTower = (config: ConfigFields, output: readonly Layer[]): ModelShape => {
  const shape = encoderShapeOf(config);
  return textEncoder({
    config,
    embedding: bertEmbedding(config, shape.width),
    body: [block('layers', encoderLayer(shape), shape.layers)],
    heads: { Model: () => output },
  });
};

/** Chinese CLIP's: BERT without its pooler. */
export const chineseClipText = (config: ConfigFields): BertTower => ({
  shape: bertTower(config, []),
  outputs: config.size('hidden_size'),
});

/** AltCLIP's: XLM-RoBERTa, a norm, and a projection of every position to `project_dim`. */
export function altClipText(config: ConfigFields): BertTower {
  const width = config.size('hidden_size');
  const outputs = config.size('project_dim');
  return {
    shape: bertTower(config, [layerNorm(width), linear('head', width, outputs, true)]),
    outputs,
  };
}
