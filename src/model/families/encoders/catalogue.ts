import type { Family } from '../family';
import { albert } from './albert';
import { deberta } from './deberta';
import { bertLineage } from './bert-lineage';

/** Text encoders and encoder-decoders. */
export const encoders: readonly Family[] = [bertLineage, albert, deberta];
