/** What a name says of what it names: training, something else, or nothing. */
export type NameSays = 'training' | 'other' | null;

const trainingWord =
  /^(?:(?:pre|re|post|co)?train(?:ing|er|s)?\d*|trn|pretrain\w*|finetun\w*|tuning|sft|dpo|grpo|ppo|kto|orpo|rlhf|rloo|dqn|ddpg|td3|sac|a2c|a3c|trpo|c51|maddpg|qmix|lora|qlora|distil\w*|dreambooth|fit|learn|clm|mlm)$/;
const otherWord =
  /^(?:eval\w*|tests?|testing|infer\w*|predict\w*|generat\w*|sampl\w*|demo|play|enjoy|render|serv\w*|server|client|app|api|convert\w*|export\w*|prepar\w*|prep|preproc\w*|process\w*|tokeni[sz]\w*|spm|b?bpe|sentencepiece|vocab|download\w*|fetch|plot\w*|visuali[sz]\w*|viz|bench\w*|setup|build|upload|push|merg\w*|quanti[sz]\w*|stats|analy\w*|clean\w*|check\w*|inspect|split\w*|data|dataset\w*|utils?|helpers?|config|monitor|dashboard|summari[sz]e|score|metrics|chat|submit|collect|scrape\w*|index\w*|embed\w*|extract\w*|count|migrate|lint|docs|install|deploy|watch|kill|status)$/;

/** The words of a file's, module's or task's name: `scripts/runTrain_v2.py` → run, train, v2. */
const wordsOfName = (name: string): string[] =>
  name
    .replace(/^.*[\\/]/, '')
    .replace(/\.(?:py|pyw|sh|bash|zsh|ipynb|slurm|sbatch|ps1|bat|cmd|exe)$/i, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** Judges the name of a script, a module's last part or a task. */
export function nameSays(name: string): NameSays {
  const words = wordsOfName(name);
  const training = words.findIndex(
    (word, index) => trainingWord.test(word) || (word === 'tune' && words[index - 1] === 'fine'),
  );
  const other = words.findIndex((word) => otherWord.test(word));
  if (training < 0) return other < 0 ? null : 'other';
  if (other < 0) return 'training';
  // `train_and_eval`, `train_data2vec` train; `plot_training`, `prepare_train_data` and `train_tokenizer` don't.
  const object = words.slice(training + 1).find((word) => !/^(?:and|val|valid|test|dev)$/.test(word)) ?? '';
  if (
    other > training &&
    !/^(?:tokeni[sz]er\w*|vocab|b?bpe|spm|sentencepiece|data|dataset|utils?|helpers?|config|stats|metrics|split|monitor)$/.test(
      object,
    )
  ) {
    return 'training';
  }
  return 'other';
}

/** Judges a dotted module: its last part, or a package on the way to it. */
export function moduleSays(module: string): NameSays {
  const parts = module.split('.');
  const last = nameSays(parts.at(-1) ?? '');
  if (last !== null) return last;
  return parts.slice(0, -1).some((part) => nameSays(part) === 'training') ? 'training' : null;
}
