import type { Family } from '../family';
import { albert } from './albert';
import { deberta } from './deberta';
import { bartLineage } from './bart-lineage';
import { t5Lineage } from './t5-lineage';
import { bertLineage } from './bert-lineage';

/** Text encoders and encoder-decoders. */
export const encoders: readonly Family[] = [bertLineage, albert, deberta, bartLineage, t5Lineage];
