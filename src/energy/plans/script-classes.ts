import type { ConfigObject } from '../../model/config-fields';
import type { ModelClass } from '../../model/model-class';
import type { PlanFields } from './plan-fields';

/** What each of transformers' example scripts builds its model as (examples/pytorch), by the script's name. */
const builtBy: readonly (readonly [script: RegExp, automaticClass: string])[] = [
  [/^run_(?:glue|xnli|classification|tf_glue)$/, 'AutoModelForSequenceClassification'],
  [/^run_ner$/, 'AutoModelForTokenClassification'],
  [/^run_(?:qa|squad)$/, 'AutoModelForQuestionAnswering'],
  [/^run_swag$/, 'AutoModelForMultipleChoice'],
  [/^run_mlm$/, 'AutoModelForMaskedLM'],
  [/^run_(?:clm|fim)$/, 'AutoModelForCausalLM'],
  [/^run_plm$/, 'XLNetLMHeadModel'],
  [/^run_(?:summarization|translation|seq2seq_qa)$/, 'AutoModelForSeq2SeqLM'],
  [/^run_image_classification$/, 'AutoModelForImageClassification'],
  [/^run_mim$/, 'AutoModelForMaskedImageModeling'],
  [/^run_mae$/, 'ViTMAEForPreTraining'],
  [/^run_semantic_segmentation$/, 'AutoModelForSemanticSegmentation'],
  [/^run_instance_segmentation$/, 'AutoModelForUniversalSegmentation'],
  [/^run_object_detection$/, 'AutoModelForObjectDetection'],
  [/^run_audio_classification$/, 'AutoModelForAudioClassification'],
  [/^run_speech_recognition_ctc(?:_adapter)?$/, 'AutoModelForCTC'],
  [/^run_speech_recognition_seq2seq$/, 'AutoModelForSpeechSeq2Seq'],
  [/^run_wav2vec2_pretraining$/, 'Wav2Vec2ForPreTraining'],
];

/** GLUE's tasks have two classes but for these (examples/pytorch/text-classification/run_glue.py). */
const classesOfTask: Readonly<Record<string, number>> = { mnli: 3, stsb: 1 };

/** What a reward model is in TRL, OpenRLHF and Axolotl: one number for a sequence. */
export const rewardModel: ModelClass = {
  name: 'AutoModelForSequenceClassification',
  keywords: { num_labels: 1 },
};

function keywordsOf(fields: PlanFields, script: string): ConfigObject {
  const task = fields.textAt('task_name')?.toLowerCase();
  return script === 'run_glue' && task !== undefined ? { num_labels: classesOfTask[task] ?? 2 } : {};
}

/** Takes what a script that is known by its name builds its model as. Call it when the model is read. */
export function takeScriptsClass(fields: PlanFields): void {
  const named = fields.matched(/(?:^|[\s/"'])(run_\w{1,60})\.py\b/m)?.replace(/_no_trainer$|_streaming$/, '');
  const automatic = builtBy.find(([script]) => named !== undefined && script.test(named))?.[1];
  if (named !== undefined && automatic !== undefined) fields.builtAs(automatic, keywordsOf(fields, named));
}
