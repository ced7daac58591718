import { looksLikeHuggingFace, readHuggingFace } from './formats/hugging-face';
import type { ConfigReading } from './reading';

export type { ConfigDiagnostic, ConfigReading, Span } from './reading';

/** Whether a file is worth reading: a cheap look, so that a lens provider need not parse every JSON file. */
export function couldBeModelConfig(text: string, fileName: string): boolean {
  return fileName.toLowerCase().endsWith('.json') && looksLikeHuggingFace(text);
}

/**
 * Reads a model config file. The content decides, not the name; the name only says that it is JSON.
 * Never throws and never runs long, whatever the text.
 */
export function readModelConfig(text: string, fileName: string): ConfigReading {
  return couldBeModelConfig(text, fileName) ? readHuggingFace(text) : { kind: 'notModel' };
}
