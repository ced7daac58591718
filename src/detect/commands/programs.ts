/** Runs the command that follows its own options, and adds nothing to what that is. */
const wrappers = new Set(
  (
    'nohup setsid time nice ionice env sudo doas stdbuf unbuffer xvfb-run taskset numactl chrt timeout gtimeout exec command builtin ' +
    'caffeinate catchsegv strace ltrace perf nsys ncu nvprof rocprof py-spy scalene proxychains proxychains4 systemd-run systemd-inhibit cgexec ' +
    'firejail dotenv direnv doppler op infisical aws-vault watch script tsp gpustat-run hyperfine torchx start start-process winpty arch unshare xargs parallel kernprof viztracer pyinstrument'
  ).split(' '),
);
/** Runs a command in an environment of a project: `uv run`. The sub-commands that do so. */
const environmentRunners: Readonly<Record<string, RegExp>> = {
  uv: /^run$/,
  uvx: /^/,
  poetry: /^run$/,
  pdm: /^run$/,
  hatch: /^run$/,
  pixi: /^(?:run|r)$/,
  pipenv: /^run$/,
  rye: /^run$/,
  conda: /^run$/,
  mamba: /^run$/,
  micromamba: /^run$/,
  pipx: /^run$/,
  pyenv: /^exec$/,
  coverage: /^run$/,
  memray: /^run$/,
  guix: /^shell$/,
  'nix-shell': /^/,
};
/** Starts copies of a command on this machine or, told so, on others. */
const jobLaunchers = new Set(
  'srun mpirun mpiexec mpiexec.hydra horovodrun orterun jsrun aprun prun pdsh'.split(' '),
);
/** Runs what follows in a container on this machine. */
const containers: Readonly<Record<string, RegExp>> = {
  docker: /^(?:run|exec|compose)$/,
  'docker-compose': /^(?:run|exec)$/,
  podman: /^(?:run|exec)$/,
  'nvidia-docker': /^run$/,
  singularity: /^(?:exec|run)$/,
  apptainer: /^(?:exec|run)$/,
  enroot: /^start$/,
};
/** Runs a command or a job on a machine that is not this one, or later. */
const remotes = new Set(
  'ssh mosh sbatch qsub bsub kubectl sky gcloud az aws modal runai flyte dstack nemo_run gsutil'.split(' '),
);
/** Runs a target, a task or a script that another file defines. */
const taskRunners = new Set(
  'make gmake just task invoke inv npm pnpm yarn nox tox doit poe dvc ninja rake mise'.split(' '),
);

/** Programs that start a Python script, each with the name that the launcher is known by. */
const pythonLaunchers: Readonly<Record<string, string>> = {
  torchrun: 'torchrun',
  'torch.distributed.run': 'torchrun',
  'torch.distributed.launch': 'torchrun',
  'torch.distributed.elastic.multiprocessing.api': 'torchrun',
  deepspeed: 'deepspeed',
  'deepspeed.launcher.runner': 'deepspeed',
  'deepspeed.launcher.launch': 'deepspeed',
  'accelerate-launch': 'accelerate',
  'accelerate.commands.launch': 'accelerate',
  composer: 'composer',
  'composer.cli.launcher': 'composer',
  'paddle.distributed.launch': 'paddle',
  'colossalai.cli': 'colossalai',
  bpslaunch: 'byteps',
  'torch_xla.distributed.xla_dist': 'xla',
  'torch.utils.bottleneck': 'python',
};
/** The flags of those that take no value; any other option is followed by one. */
const launcherFlags = new Set(
  (
    '--standalone --no-python --no_python --run-path --run_path --use_env --use-env --multi_gpu --multi-gpu --cpu --tpu --mps --use_deepspeed --use-deepspeed ' +
    '--use_fsdp --use-fsdp --use_megatron_lm --use_xpu --same_network --debug --quiet --no_local_rank --no_ssh --force_multi ' +
    '--save_pid --enable_each_rank_log --ipex --dynamo_use_dynamic --dynamo_use_fullgraph -q -v --verbose --help -h ' +
    '--allow-run-as-root --oversubscribe --report-bindings --tag-output --quiet --use-hwthread-cpus --gloo --mpi --no-capture-output ' +
    '--live-stream --frozen --locked --no-sync --isolated --no-project --active --offline --no-cache --exact --all-extras --no-dev --dev ' +
    '--all-packages --upgrade --refresh --script -s --gui-script --exclusive --overcommit --label -l -u -K -O -a --auto-servernum -E -H -n1 --foreground ' +
    '--preserve-status --unbuffered -it -i -t -d --rm --detach --interactive --tty --nv --rocm --privileged --init --cleanenv --pty --wait --wait-for-client ' +
    '--localalloc -P --scope --user --no-deps --no-TTY'
  ).split(' '),
);
for (const flag of ['-n', '-H', '-i', '-l', '-u', '-a', '-s', '-P', '-d', '-t']) launcherFlags.delete(flag);

/** Options of environment runners whose value, a package or an environment, may be called as a program is: `uv run --with trl`. */
const namesPackage =
  /^(?:--with(?:-editable)?|--extra|--group|--only-group|-n|--name|-p|--env(?:ironment)?)$/;
export const isPackageName = (option: string, value: string): boolean =>
  namesPackage.test(option) && !/^(?:python|script|shell)$/.test(programKind(value) ?? 'python');

/** Python's own options that take the next word. */
export const pythonOptionsWithValue = new Set(['-W', '-X', '--check-hash-based-pycs']);

/** Modules that run another script or module under a tool: `python -m pdb train.py`. */
const pythonTools =
  /^(?:pdb|ipdb|pudb|cProfile|profile|debugpy|trace|coverage|memory_profiler|kernprof|line_profiler|scalene|viztracer|pyinstrument|runpy|faulthandler|timeit|bdb|memray)$/;
export const isPythonTool = (name: string): boolean => pythonTools.test(name);

/** What a program is to the command that follows it. */
export type ProgramKind =
  | 'wrapper'
  | 'environment'
  | 'job'
  | 'container'
  | 'remote'
  | 'tasks'
  | 'python'
  | 'launcher'
  | 'shell'
  | 'script'
  | 'notebook'
  | 'trainer'
  | null;

/** A word's program name: without its folder, `.exe`, and in small letters. */
export const programName = (word: string): string =>
  word.replace(/^.*[\\/]/, '').replace(/\.(?:exe|cmd|bat)$/i, '');

const python =
  /^(?:python(?:w|\d[\d.]*)?t?|pypy\d*(?:\.\d+)?|ipython\d?|py|bpython|mojo|pythonw|debugpy-run)$/i;

/** What the program of a command is; null where it is none of those that lead to a training. */
export function programKind(word: string): ProgramKind {
  const name = programName(word);
  if (python.test(name)) return 'python';
  if (wrappers.has(name.toLowerCase())) return 'wrapper';
  if (
    Object.hasOwn(pythonLaunchers, name) ||
    name === 'accelerate' ||
    name === 'colossalai' ||
    name === 'fabric' ||
    name === 'lightning'
  )
    return 'launcher';
  if (Object.hasOwn(environmentRunners, name)) return 'environment';
  if (jobLaunchers.has(name)) return 'job';
  if (Object.hasOwn(containers, name)) return 'container';
  if (remotes.has(name)) return 'remote';
  if (taskRunners.has(name)) return 'tasks';
  if (/^(?:bash|sh|zsh|dash|ksh|fish|source|\.)$/.test(name)) return 'shell';
  if (/^(?:papermill|jupyter|jupyter-nbconvert|jupyter-execute|runipy|ploomber)$/.test(name))
    return 'notebook';
  // A path may hold blanks; `pkill -f train.py` is no path.
  if (/\.(?:pyw?|sh|bash|slurm|sbatch|ipynb)$/i.test(word) && !/\s-/.test(word)) return 'script';
  if (isTrainer(name)) return 'trainer';
  return null;
}

export const runsSubcommand = (program: string, subcommand: string): boolean => {
  const runners = environmentRunners[program] ?? containers[program];
  return runners === undefined || runners.test(subcommand);
};
export const hasSubcommand = (program: string): boolean =>
  !/^(?:uvx|nix-shell)$/.test(program) &&
  (Object.hasOwn(environmentRunners, program) || Object.hasOwn(containers, program));
export const launcherOf = (name: string): string | null =>
  Object.hasOwn(pythonLaunchers, name) ? (pythonLaunchers[name] ?? null) : null;
export const isLauncherFlag = (option: string): boolean => launcherFlags.has(option);

/** A program that trains by itself, told by its sub-command or its name alone. */
interface Trainer {
  readonly framework: string;
  /** Matches the arguments, joined by blanks, of a command that trains. */
  readonly trains: RegExp;
}
const always = /^/;
const train = /^(?:\S+=\S+ )*train\b/;

const trainers: readonly (readonly [name: RegExp, trainer: Trainer])[] = [
  [/^(?:llamafactory-cli|lmf)$/, { framework: 'llama-factory', trains: train }],
  [/^llamafactory\.(?:cli|launcher)$/, { framework: 'llama-factory', trains: /^train\b|^$/ }],
  [/^axolotl$/, { framework: 'axolotl', trains: train }],
  [/^axolotl\.cli\.train$/, { framework: 'axolotl', trains: always }],
  [/^tune$/, { framework: 'torchtune', trains: /^run\b(?!.*\b(?:eleuther_eval|generate\w*|quantize)\b)/ }],
  [/^trl$/, { framework: 'trl', trains: /^(?:sft|dpo|grpo|kto|orpo|cpo|ppo|reward|rloo|online_dpo)\b/ }],
  [/^trl\.scripts\.\w+$/, { framework: 'trl', trains: always }],
  [/^litgpt$/, { framework: 'litgpt', trains: /^(?:finetune\w*|pretrain)\b/ }],
  [/^swift$/, { framework: 'swift', trains: /^(?:sft|rlhf|pt)\b/ }],
  [/^xtuner$/, { framework: 'xtuner', trains: train }],
  [/^mim$/, { framework: 'mmengine', trains: train }],
  [/^oumi$/, { framework: 'oumi', trains: /^(?:distributed \S+ (?:-\S+ )*)?(?:oumi )?(?:train|tune)\b/ }],
  [/^autotrain$/, { framework: 'autotrain', trains: /--train\b|--config\b/ }],
  [/^unsloth(?:-cli)?$/, { framework: 'unsloth', trains: /^(?:train|finetune)\b/ }],
  [/^nemo$/, { framework: 'nemo', trains: /\b(?:pretrain|finetune)\b/ }],
  [/^mlx_lm(?:\.lora)?$/, { framework: 'mlx', trains: /--train\b|--config\b|(?:^|\s)-c\b/ }],
  [/^fairseq-(?:hydra-)?train$/, { framework: 'fairseq', trains: always }],
  [/^fairseq_cli\.(?:hydra_)?train$/, { framework: 'fairseq', trains: always }],
  [/^(?:onmt_train|onmt-main)$/, { framework: 'opennmt', trains: always }],
  [
    /^(?:sockeye-train|marian|t2t-trainer|nnUNet_train|nnUNetv2_train|ns-train)$/,
    { framework: 'other', trains: always },
  ],
  [/^(?:yolo|ultralytics)$/, { framework: 'ultralytics', trains: /(?:^|\s)(?:mode=)?train\b/ }],
  [/^rfdetr$/, { framework: 'other', trains: train }],
  [/^spacy$/, { framework: 'spacy', trains: /^(?:pretrain|train)\b/ }],
  [/^ludwig$/, { framework: 'other', trains: /^(?:train|experiment)\b/ }],
  [
    /^(?:allennlp|rasa|prodigy|snorkel|kraken|ketos|fastspeech|coqui|tts|deepmd|dp|nequip|mace|chemprop|fastchat|glove|stylegan)$/,
    { framework: 'other', trains: train },
  ],
  [
    /^(?:mace_run_train|nequip-train|chemprop_train|piper_train|lmc-train)$/,
    { framework: 'other', trains: always },
  ],
  [/^fasttext$/, { framework: 'fasttext', trains: /^(?:supervised|skipgram|cbow)\b/ }],
  [/^catboost$/, { framework: 'catboost', trains: /^fit\b/ }],
  [/^lightgbm$/, { framework: 'lightgbm', trains: /task=train|config=.*train/ }],
  // It learns from what it reads, unless it is told only to test.
  [
    /^vw$/,
    {
      framework: 'vowpal-wabbit',
      trains:
        /^(?!.*(?:^|\s)(?:-t|--testonly)(?:\s|$)).*(?:^|\s)(?:-d|--data|-f|--final_regressor|--passes)\b/,
    },
  ],
  [/^vw-hyperopt(?:\.py)?$/, { framework: 'vowpal-wabbit', trains: always }],
  [/^(?:svm-train|liblinear-train)$/, { framework: 'other', trains: always }],
  [/^(?:ilab|darknet)$/, { framework: 'other', trains: /^\w+ train\b/ }],
  [/^xgboost$/, { framework: 'xgboost', trains: /^(?!.*\btask=(?:pred|dump|eval))\S+\.conf\b/ }],
  [/^word2vec$/, { framework: 'other', trains: /(?:^|\s)-train\b/ }],
  [/^nnictl$/, { framework: 'nni', trains: /^create\b/ }],
  [/^keras-tuner$/, { framework: 'keras', trains: always }],
];

function isTrainer(name: string): boolean {
  return trainers.some(([pattern]) => pattern.test(name));
}

/** Whether a trainer's command trains; null where the program (or module) is no trainer. */
export function trainerSays(
  name: string,
  words: readonly string[],
): { framework: string | null; trains: boolean } | null {
  const known = trainers.find(([pattern]) => pattern.test(name))?.[1];
  if (known === undefined) return null;
  return {
    framework: known.framework === 'other' ? null : known.framework,
    trains:
      known.trains.test(words.join(' ')) && !words.some((word) => /^(?:-h|--help|--version)$/.test(word)),
  };
}
