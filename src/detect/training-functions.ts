import type { Call } from './facts';

/** Functions of other files by whose name alone one knows that they train. */
const trainingFunction =
  /^(?:(?:(?:run|do|start|launch|main|perform|execute)_)?(?:pre_?|re|fine_?)?(?:train|training|tune)(?:_\w+)?|fit_(?:gpytorch_\w+|models?|network|net|classifier|estimator|all|folds?|cv|and_\w+)|run_(?:sft|dpo|grpo|ppo|recbole|exp)|(?:sft|dpo|grpo|ppo|kto|orpo|rlhf|pt|pretrain|finetune)_(?:main|train\w*|loop))$/;
/** What such a function's name has where it is about data, a setting or a record of training. */
const aboutTraining =
  /^(?:tune|run_tune)$|_(?:test|val|valid|dev|data\w*|loaders?|sets?|split\w*|transforms?|aug\w*|args?|arguments|config\w*|cfg|opts?|options|parser|dir|path|files?|df|batch\w*|sampler|images?|labels?|x|y|texts?|mode|sizes?|ids?|metrics?|time|log\w*|states?|params?|tokeni[sz]er|bpe|sentencepiece|vocab\w*|generator|iterator|iter|input|dl|ds|loss|losses|acc\w*|features?|plots?|curves?|report|history|results?|summary|info|idx|indices|stats?|template|prompt|job|command|cmd|request)(?:_|$)/;
/** Methods of objects from other files that do so. */
export const trainingMethod =
  /^(?:train_model|fine_?tune|pretrain|train_loop|run_training|start_training|train_and_\w+|train_on_\w*(?:data|set|corpus)|fit_one_?cycle|autofit)$/;
/** Functions and methods of other files that do one part of the training, in a loop of this file. */
const trainingPart =
  /^(?:(?:(?:do|run|perform)_)?(?:train|training|fit|learn|optimi[sz]e)_(?:\w+_)?(?:step|batch|epoch|iter|iteration|fold|round)|(?:\w+_)?(?:pre_?|fine_?)?(?:train|tune|training)_(?:one_)?(?:epoch|step|iter|iteration|round)|train_on_batch|optimize_parameters|update_parameters|learn_step)$/;
/** Words before `train` of functions that load, show or count what is about training. */
const otherDeed =
  /^_?(?:get|load|read|make|create|build|fetch|sample|next|plot|show|draw|log|print|save|write|dump|report|record|count|compute|calc\w*|check|is|has|should|can|num|n|total|max|min|eval\w*|test|val\w*|predict\w*|infer\w*|prepare|process|split|parse|set|reset|before|after|on|begin|start|end|finish|time|profile|bench\w*)_/;
/** Arguments that say how long, or how fast, something is trained. */
const trainingArgument =
  /\b(?:(?:n|num|max|total|nb)?_?(?:epochs?|iterations|timesteps|episodes|rounds)|(?:total|max|num|n|train\w*)_steps|lr|learning_rate|optimi[sz]er)\s*=/;

/** Whether a function of another file trains, by its name alone. */
export const isTrainingFunction = (name: string): boolean =>
  trainingFunction.test(name) && !aboutTraining.test(name);

/** Whether it does one part of the training, in a loop. */
export const isTrainingPart = (name: string): boolean => trainingPart.test(name) && !otherDeed.test(name);

/** `sim_train(trace, total_steps=500_000)`: a name that ends so, and is told how long. */
export const isToldHowLong = ({ name, argumentText }: Call): boolean =>
  /^\w+_train$/.test(name) && !otherDeed.test(name) && trainingArgument.test(argumentText);

/** Numbers of steps that a call is given, of which none is taken: `ppo.train(env, num_timesteps=0)` only builds a network. */
export const takesNoStep = ({ argumentText }: Call): boolean =>
  /\b(?:(?:n|num|max|total|nb|num_train)_?)?(?:epochs?|steps|timesteps|iterations|iters?|episodes|rounds|boost_round)\s*=\s*0\s*[,)]/.test(
    argumentText,
  );
