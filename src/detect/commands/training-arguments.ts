import { PlanFindings, planKey, type DetectedPlan } from '../plan-keys';

const trainingOption =
  /^--?(?:do[-_]train|train|training|is[-_]train(?:ing)?|fit|num[-_]train[-_]epochs|per[-_]device[-_]train[-_]batch[-_]size|train[-_](?:file|data|dir|path|set|batch[-_]size|iters|steps)|learning[-_]rate|lr|optim(?:izer)?|weight[-_]decay|warmup[-_](?:steps|ratio)|gradient[-_]accumulation[-_]steps|max[-_](?:steps|train[-_]steps|epochs|iters)|epochs?|num[-_]epochs|n[-_]epochs|lora[-_]r(?:ank)?|(?:total|num)[-_](?:timesteps|env[-_]steps))$/;
/** Said by much else too: with one that is training's own, they make it sure. */
const trainingCompanion =
  /^--?(?:(?:mini[-_]?|micro[-_]?|global[-_]?)?batch[-_]?size|bs|steps|iters|iterations|dropout(?:[-_](?:rate|ratio))?|momentum|val[-_]interval|save[-_](?:steps|interval|every)|log[-_](?:steps|interval)|hidden[-_](?:size|dim|channels)?|algo?|env(?:[-_](?:id|name))?|num[-_]layers|patience)$/;
const override =
  /^\+*(?:trainer|training|train|optimizer|optim|model\.optim|hparams)\.[\w.]+=|^\+*(?:lr|learning_rate|epochs|max_epochs|max_steps|batch_size|experiment)=/;
const otherOption =
  /^--?(?:eval(?:uate)?(?:[-_]only)?|test(?:[-_]only)?|(?:(?:one[-_]shot|single|do|run|only)[-_])?infer(?:ence)?(?:[-_]only)?|predict(?:[-_]only)?|generate|only[-_](?:eval|test)|no[-_]train|skip[-_]train(?:ing)?|val(?:idate)?[-_]only|export|help|version|dry[-_]run|list|do[-_](?:eval|predict))$/;
/** Also `--help_all`, `--full-help`: of a program that says how it is used, and does nothing. */
export const helpOption = /^--(?:\w+[-_])?help\w*$/;
/** What text is made with: said by programs that generate, and by training that does so on the way. */
const generationOption =
  /^--?(?:max[-_]new[-_]tokens|gen[-_]len(?:gth)?|num[-_]beams|prompts?|prompt[-_](?:file|len(?:gth)?)|num[-_]inference[-_]steps)$/;
const modeOption = /^(?:--?(?:mode|task|phase|stage|action|run[-_]mode|cmd)|mode|task|stage)$/;
const trainingMode = /^(?:train\w*|fit|fine[-_]?tune\w*|pre-?train\w*|sft|dpo|ppo|grpo|rm|pt)$/;
const otherMode =
  /^(?:eval\w*|test\w*|val(?:idate|idation)?|infer\w*|predict\w*|generate?\w*|sample|export|serve|demo|preprocess|prepare|download|visuali[sz]e|plot|convert|tokenize|help|score)$/;
const subcommand = /^[a-z][a-z_-]*$/;
const configFile = /\.(?:ya?ml|json5?|toml|cfg|ini|conf|gin)$/i;
const configOption =
  /^(?:--?(?:\w+[-_])?(?:config|cfg|deepspeed|ds[-_]config|args|recipe|params)(?:[-_](?:file|path|name))?|-c|-cn|-f)$/;
/** Names of options that say what is loaded. */
const checkpoint = /^--?(?:resume|ckpt|checkpoint|weights?|load|pretrained|model[-_]path|restore|init)/;
const positive = /^(?:1|true|yes|on)$/i;
const negative = /^(?:0|false|no|off|none)$/i;

/** Whether arguments say that a program trains, or that it does something else. Null where they say neither. */
export function argumentsSay(words: readonly string[]): 'training' | 'other' | null {
  let training = false;
  let weight = 0;
  let companions = 0;
  const others: string[] = [];
  let generates = false;
  for (const [index, word] of words.entries()) {
    const [name = '', joined] = word.split(/=(.*)/s, 2);
    const next = joined ?? words[index + 1] ?? '';
    if (helpOption.test(name) || /^(?:-h|--version)$/.test(name)) return 'other';
    if (index === 0 && subcommand.test(word)) {
      if (trainingMode.test(word)) training = true;
      else if (otherMode.test(word)) others.push(word);
    } else if (modeOption.test(name)) {
      if (trainingMode.test(next)) training = true;
      else if (otherMode.test(next)) others.push(next);
    } else if (otherOption.test(name) && !negative.test(next)) {
      // `--test data.csv` names a file; `--do_eval` goes with `--do_train`.
      if (joined === undefined || positive.test(joined))
        if (next === '' || next.startsWith('-') || positive.test(next) || !/[./\\]/.test(next)) {
          others.push(name);
        }
    } else if (/^--?(?:do[-_]train|train|training|is[-_]train(?:ing)?|fit)$/.test(name)) {
      // `--train 0.9` and `--train data.csv` only say what is split or read.
      if (negative.test(next)) others.push(name);
      else if (next === '' || next.startsWith('-') || positive.test(next)) training = true;
      else weight += 1;
    } else if (trainingOption.test(name) || override.test(word)) weight += 1;
    else if (trainingCompanion.test(name)) companions += 1;
    else if (generationOption.test(name)) generates = true;
  }
  if (training) return 'training';
  // `train.py -s scene --eval` holds views out; to evaluate alone, it would have to be told what. `--do_eval` with a rate, its
  // steps and what they accumulate is told to a script that trains anyway.
  const evaluatesAlone = (sign: string): boolean =>
    sign === '--eval'
      ? words.some((word) => checkpoint.test(word))
      : weight < 3 || !/^--do[-_](?:eval|predict)$/.test(sign);
  if (others.some(evaluatesAlone)) return 'other';
  if (weight >= 2 || (weight === 1 && companions > 0)) return 'training';
  return generates && weight === 0 ? 'other' : null;
}

/** What of the plan stands in arguments: `--lr 3e-4`, `batch_size=8`, `--config run.yaml`. */
export function readArguments(words: readonly string[]): {
  plan: DetectedPlan;
  configFiles: readonly string[];
  evidence: readonly string[];
} {
  const findings = new PlanFindings();
  const configFiles = new Set<string>();
  const evidence: string[] = [];
  for (const [index, word] of words.entries()) {
    const [name = '', joined] = word.split(/=(.*)/s, 2);
    const value = joined ?? (word.startsWith('-') ? words[index + 1] : undefined);
    if (configFile.test(word) && !word.includes('=')) {
      const before = words[index - 1] ?? '';
      if (!before.startsWith('-') || configOption.test(before)) configFiles.add(word);
    } else if (
      joined !== undefined &&
      configFile.test(joined) &&
      configOption.test(name.startsWith('-') ? name : `--${name}`)
    ) {
      configFiles.add(joined);
    }
    if (trainingOption.test(name) || override.test(word))
      evidence.push(
        joined === undefined && value !== undefined && !value.startsWith('-') ? `${name} ${value}` : word,
      );
    const key = planKey(name);
    if (key === null || value === undefined || !/^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value))
      continue;
    findings.add(key, Number(value.replaceAll('_', '')));
  }
  return { plan: findings.certain(), configFiles: [...configFiles], evidence: evidence.slice(0, 10) };
}
