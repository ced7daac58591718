import { peftRank, takeAdapter } from './common-options';
import { hasAny, type PlanFormat } from './plan-format';
import { said } from '../../units/message';

/** PEFT's adapter_config.json beside an adapter's weights: the base model and what was added to it. */
export const peft: PlanFormat = {
  name: 'peft',
  anchors: ['base_model_name_or_path', 'peft_type'],
  recognises: (values) => hasAny(values, 'peft_type') && hasAny(values, 'base_model_name_or_path'),
  read(fields) {
    fields.model('base_model_name_or_path');
    const method = fields.textAt('peft_type') ?? '';
    if (method === 'LORA')
      takeAdapter(
        fields,
        { rank: 'r', targets: ['target_modules'], dora: 'use_dora', whole: 'modules_to_save' },
        peftRank,
      );
    else
      fields.notes.push(
        said`The adapter ${method.slice(0, 40)} is not known: the whole model is taken to be trained.`,
      );
  },
};
