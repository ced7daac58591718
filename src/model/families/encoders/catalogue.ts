import type { Family } from '../family';
import { albert } from './albert';
import { bartLineage } from './bart-lineage';
import { nystromformer, yoso } from './approximating-encoders';
import { bertLineage } from './bert-lineage';
import { deberta } from './deberta';
import { distilbert, electra } from './electra';
import { leanEncoders } from './lean-encoders';
import { funnel } from './funnel';
import { fsmt } from './fsmt';
import { led, longformer } from './longformer';
import { mobileBert } from './mobilebert';
import { neoMme } from './neomme';
import { perceiver } from './perceiver';
import { pegasusX } from './pegasus-x';
import { prophetNet } from './prophetnet';
import { rotaryEncoders } from './rotary-encoders';
import { t5Gemma } from './t5-gemma';
import { t5Gemma2 } from './t5-gemma2';
import { t5Lineage } from './t5-lineage';
import { xlm } from './xlm';

/** Text encoders and encoder-decoders. */
export const encoders: readonly Family[] = [
  bertLineage,
  electra,
  distilbert,
  albert,
  deberta,
  rotaryEncoders,
  leanEncoders,
  mobileBert,
  bartLineage,
  t5Lineage,
  t5Gemma,
  t5Gemma2,
  xlm,
  longformer,
  led,
  pegasusX,
  fsmt,
  prophetNet,
  nystromformer,
  yoso,
  funnel,
  perceiver,
  neoMme,
];
