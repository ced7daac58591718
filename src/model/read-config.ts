import { looksLikeHuggingFace, readHuggingFace } from './formats/hugging-face';
import type { ConfigReading } from './reading';

export type { ConfigDiagnostic, ConfigReading, Span } from './reading';

/** Whether a text is worth reading: a cheap look, so that a lens provider need not parse every JSON file. */
export const couldBeModelConfig = looksLikeHuggingFace;

/**
 * Reads a model config. The content alone decides: it may come from standard input, or from a file of any name.
 * Never throws and never runs long, whatever the text.
 */
export function readModelConfig(text: string): ConfigReading {
  return looksLikeHuggingFace(text) ? readHuggingFace(text) : { kind: 'notModel' };
}
