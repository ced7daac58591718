import { formatIntensity } from '../../units/format';
import { inEnglish } from '../../units/message';
import { emissionsShareRemark } from '../own-share';
import type { RunSummary } from '../summary';
import { describeIntensity } from './energy';

/**
 * The `co2_eq_emissions` block of a Hugging Face model card's front matter. `emissions` is in grams.
 * Shape: huggingface.co/docs/hub/model-cards-co2
 */
export function reportModelCard(run: RunSummary): string {
  const { operational } = run.co2eGrams;
  const provenance = run.energyJoules.provenance ?? 'unknown';
  const shared = emissionsShareRemark(run);
  const hardware = run.devices
    .filter((device) => device.domain === 'gpu' || device.domain === 'cpu' || device.domain === 'module')
    .map((device) => device.name);
  return [
    'co2_eq_emissions:',
    operational === null
      ? '  # emissions: not known, no source gave a reading'
      : `  emissions: ${Number(operational.toPrecision(6))}`,
    `  source: ${yamlString(`Wattlens, energy ${provenance} (${[...new Set(run.devices.map((device) => device.source))].join(', ')}), ${formatIntensity(run.carbonIntensity.gramsPerKwh, 'gCO2e/kWh')} (${describeIntensity(run.carbonIntensity)}), PUE ${run.pue}${shared === null ? '' : `; of all that the devices drew, ${inEnglish(shared)}`}`)}`,
    trainingTypeLine(run.command),
    run.carbonIntensity.place === 'world'
      ? '  # geographical_location: no place was named; the world’s mean intensity is taken'
      : `  geographical_location: ${yamlString(run.carbonIntensity.place)}`,
    ...(hardware.length === 0 ? [] : [`  hardware_used: ${yamlString(countNames(hardware))}`]),
  ].join('\n');
}

/** As the command says it in its words; a type that it does not tell is left to the person who fills in the card. */
function trainingTypeLine(command: readonly string[]): string {
  const text = command.join(' ').toLowerCase();
  const isFineTuning =
    /fine[-_]?tun|(?<![a-z])(?:sft|dpo|q?lora|peft)(?![a-z])|--(?:base_)?model_name_or_path(?![a-z_])/.test(
      text,
    );
  const isPreTraining = /pre[-_]?train(?!ed)/.test(text);
  return isFineTuning === isPreTraining
    ? '  # training_type: not told by the run; "pre-training" or "fine-tuning"'
    : `  training_type: ${yamlString(isFineTuning ? 'fine-tuning' : 'pre-training')}`;
}

/** A JSON string is a YAML double-quoted string, but for characters that YAML does not take, or that are not seen, as they are. */
const yamlString = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

function countNames(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} x ${name}`)).join(', ');
}
